// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Fields;
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Verification;

/// <summary>What a signature allows of later revisions: its DocMDP and FieldMDP (ISO 32000-2 §12.8.2), and the lock of its field (§12.7.5.5).</summary>
internal sealed class ChangePermissions
{
    private const int NoChanges = 1;
    private const int DefaultPermission = 2;
    private const int Annotations = 3;

    private readonly PdfObjects _objects;
    private readonly WorkBudget _budget;
    private readonly List<PdfValue> _locks = [];
    private int? _permission;
    private bool _certifies;

    /// <summary>Reads what was set, from the revision that was signed.</summary>
    /// <param name="objects">The objects of that revision.</param>
    /// <param name="signature">The signature dictionary; absent where the field is still to be signed.</param>
    /// <param name="locks">The locks of its field, and of the fields above.</param>
    /// <param name="budget">What reading may cost.</param>
    public ChangePermissions(PdfObjects objects, PdfValue signature, IReadOnlyList<PdfValue> locks, WorkBudget budget)
    {
        _objects = objects;
        _budget = budget;
        foreach (var fieldLock in locks.Select(objects.Resolve).Where(static l => !l.IsAbsent))
        {
            budget.ChargeLookup(objects);
            budget.Charge(2L * fieldLock.Raw.Length);
            _locks.Add(fieldLock);
            var permission = objects.Find(fieldLock, "P"u8);
            Restrict(permission.IsAbsent ? null : permission.Integer);
        }
        var references = signature.IsAbsent ? default : objects.Find(signature, "Reference"u8);
        if (references.IsAbsent)
        {
            return;
        }
        budget.Charge(references.Raw.Length);
        foreach (var item in references.Items())
        {
            ReadTransform(objects.Resolve(item));
        }
    }

    /// <summary>It has a DocMDP transform.</summary>
    public bool Certifies => _certifies;

    /// <summary>It allows no change at all.</summary>
    public bool AllowsNothing => _permission == NoChanges;

    /// <summary>True when a field may not be signed any more.</summary>
    public bool Locks(string field) => AllowsNothing || Covers(field);

    /// <summary>Null when a change is allowed, else why not.</summary>
    public string? Refusal(Change change) =>
        change.Kind switch
        {
            ChangeKind.LtvData or ChangeKind.DeveloperExtension => null,
            ChangeKind.DocumentTimestamp => change.IsNewAndVisible
                ? "a document timestamp may not show anything"
                : null,
            ChangeKind.DocumentInformation => AllowsNothing && !change.IsOfTheSave ? "it allows no changes" : null,
            ChangeKind.FurtherSignature or ChangeKind.SignatureField or ChangeKind.FormFill => RefusalOfField(change),
            ChangeKind.Annotation => RefusalOfAnnotation(change),
            ChangeKind.PageContent => "the content of pages may not be changed",
            _ => "no signature allows such a change",
        };

    private string? RefusalOfField(Change change)
    {
        if (AllowsNothing)
        {
            return "it allows no changes";
        }
        if (change.IsNewAndVisible && _certifies)
        {
            return "a certified document may not get new visible fields";
        }
        return Covers(change.Field ?? "") ? $"it locks the field {change.Field}" : null;
    }

    private bool Covers(string field) => _locks.Exists(l => FieldSelection.Covers(_objects, l, field, _budget));

    // The attacks on certification of 2021 ("evil annotations") all rest on annotations that draw what they want.
    private string? RefusalOfAnnotation(Change change) =>
        _permission is not >= Annotations ? "annotations may not be changed"
        : change.MayCover ? "such an annotation can cover what the page shows"
        : null;

    private void ReadTransform(PdfValue reference)
    {
        var method = _objects.Find(reference, "TransformMethod"u8);
        var parameters = _objects.Find(reference, "TransformParams"u8);
        if (method.IsName("DocMDP"u8))
        {
            _certifies = true;
            var permission = parameters.IsAbsent ? default : _objects.Find(parameters, "P"u8);
            Restrict(permission.IsAbsent ? DefaultPermission : permission.Integer);
        }
        else if (method.IsName("FieldMDP"u8) && !parameters.IsAbsent)
        {
            _locks.Add(parameters);
        }
        else if (method.IsName("FieldMDP"u8))
        {
            throw VerificationFaultException.Format("A FieldMDP transform has no parameters.");
        }
    }

    private void Restrict(long? permission)
    {
        if (permission is { } p)
        {
            var read = p is >= NoChanges and <= Annotations
                ? (int)p
                : throw VerificationFaultException.Format("The permission /P of the signature is none of 1, 2 and 3.");
            _permission = Math.Min(_permission ?? Annotations, read);
        }
    }
}
