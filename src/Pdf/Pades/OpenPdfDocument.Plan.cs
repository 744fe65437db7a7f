// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pdf.Pades;

/// <summary>What can be refused before the first step is prepared, and what one step has to know of a later one.</summary>
internal sealed partial class OpenPdfDocument
{
    /// <inheritdoc />
    public SigningPlan? Plan(IReadOnlyList<SigningStep> steps)
    {
        RequireReadable();
        var rules = new LockRules(file.Newest, Form);
        var places = new WidgetPlaces(file.Newest, Form);
        var planned = new PlannedSignature[steps.Count];
        for (var i = 0; i < planned.Length; i++)
        {
            var name = FieldNames.Of(steps[i]);
            RequireField(steps, i, name);
            rules.Require(steps[i].Claim, name);
            RequireSealLock(rules, steps, i);
            RequireOrder(steps, i);
            RequireOpen(rules, steps, i);
            CheckAppearance(places, steps[i], name, $"steps[{i}].appearance");
            // Each signature covers those before it, so each is a wave of its own.
            planned[i] = new PlannedSignature(steps[i].Claim, name)
            {
                SignedIds = [],
                Wave = i,
                SealPlace = SealPlaceOf(places, steps, i),
            };
        }
        return new SigningPlan("", null, "", planned);
    }

    private void CheckAppearance(WidgetPlaces places, SigningStep step, string name, string path)
    {
        if (step.Appearance is { } look)
        {
            appearances.Check(look, places.Of(look, name, path), path);
        }
    }

    // The field of the seal is made before the principal certifies: afterwards its place is fixed.
    private static PagePlace? SealPlaceOf(WidgetPlaces places, IReadOnlyList<SigningStep> steps, int index)
    {
        if (steps[index].Claim.Role != SignerRole.Cbql)
        {
            return null;
        }
        var seal = steps.Skip(index + 1).FirstOrDefault(static s => s.Claim.Role == SignerRole.PhatHanh);
        var (asked, coming) = (steps[index].SealPlace, seal?.Appearance?.Place);
        if (asked is not null)
        {
            var path = $"steps[{index}].seal_place";
            places.At(asked, FieldNames.Seal, path);
            if (coming is not null && coming != asked)
            {
                throw Invalid("The seal of this request stands in another place.", path);
            }
        }
        return asked ?? coming;
    }

    private void RequireField(IReadOnlyList<SigningStep> steps, int index, string name)
    {
        if (steps[index].Appearance?.FieldName is null)
        {
            return;
        }
        var path = $"steps[{index}].appearance.field_name";
        if (FieldNames.RoleOf(name) is { } role && role != steps[index].Claim)
        {
            throw Invalid("The field is that of another role.", path);
        }
        if (Form.Find(name) is null)
        {
            throw Invalid("The document has no signature field of that name.", path);
        }
        if (steps.Take(index).Any(s => FieldNames.Of(s) == name))
        {
            throw Invalid("A field can be signed once.", path);
        }
    }

    // Behind a certification a field may be filled, not locked: a seal in a field of another name would leave the document open.
    private void RequireSealLock(LockRules rules, IReadOnlyList<SigningStep> steps, int index)
    {
        var step = steps[index];
        if (step.Claim.Role != SignerRole.PhatHanh || step.Appearance?.FieldName is not { } name)
        {
            return;
        }
        var isCertified =
            !Form.Certification.IsAbsent || steps.Take(index).Any(static s => s.Claim.Role == SignerRole.Cbql);
        if (isCertified && !rules.ClosesDocument(Form.Find(name)!))
        {
            throw new SigningException(
                SigningErrorKind.DocumentLocked,
                "The field has no lock over the whole document, and a certified document does not let it be added.",
                $"steps[{index}].appearance.field_name"
            );
        }
    }

    // What an earlier step of the request locks is known before the first of them signs.
    private static void RequireOpen(LockRules rules, IReadOnlyList<SigningStep> steps, int index)
    {
        foreach (var earlier in steps.Take(index))
        {
            rules.RequireOpenAfter(FieldNames.Of(earlier), FieldNames.Of(steps[index]));
        }
    }

    private static void RequireOrder(IReadOnlyList<SigningStep> steps, int index)
    {
        var claim = steps[index].Claim;
        for (var i = 0; i < index; i++)
        {
            var earlier = steps[i].Claim;
            if (earlier == claim)
            {
                throw new SigningException(
                    SigningErrorKind.AlreadySigned,
                    "A role signs a document once.",
                    $"steps[{index}].role"
                );
            }
            if (earlier.Role > claim.Role)
            {
                throw new SigningException(
                    SigningErrorKind.OutOfOrder,
                    $"{earlier} comes after {claim}.",
                    $"steps[{index}].role"
                );
            }
        }
    }

    private DrawnSignature? Draw(SignatureRequest request)
    {
        if (request.Step.Appearance is not { } look)
        {
            return null;
        }
        var path = request.StepField + ".appearance";
        var place = new WidgetPlaces(file.Newest, Form).Of(look, FieldNames.Of(request.Step), path);
        // Only images can be transparent: without them the document's metadata is of no interest.
        var allowsTransparency =
            (look.SignerImage.IsEmpty && look.SealImage.IsEmpty) || !ArchivalPart.IsFirst(file.Newest, Form.Catalog);
        var appearance = appearances.Arrange(request, place, allowsTransparency, path);
        return new DrawnSignature(place, appearance, appearances.Fonts);
    }

    private WidgetPlace? KeepPlace(SignatureRequest request) =>
        request.Planned.SealPlace is { } place
            ? new WidgetPlaces(file.Newest, Form).At(place, FieldNames.Seal, request.StepField + ".seal_place")
            : null;

    private static SigningException Invalid(string message, string field) =>
        new(SigningErrorKind.InvalidRequest, message, field);
}
