// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Fields;
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Pades;

/// <summary>What the signatures that are there allow (ISO 32000-2 §12.8.2, §12.7.5.5), and whose turn it is.</summary>
internal sealed class LockRules(PdfObjects objects, InteractiveForm form)
{
    private const int NoChanges = 1;
    private const int DefaultPermission = 2;

    // Who signed is told by a CMS value where the field's name does not tell it: read once for all steps.
    private readonly List<(string Name, RoleClaim? Role)> _signed =
    [
        .. form.SignatureFields.Where(f => f.IsSigned).Select(f => (f.Name, SignedRole.Of(objects, f))),
    ];

    /// <summary>Refuses a signature that is there, is out of order, or that an earlier one does not allow.</summary>
    /// <exception cref="SigningException">
    /// <see cref="SigningErrorKind.AlreadySealed"/>, <see cref="SigningErrorKind.AlreadySigned"/>,
    /// <see cref="SigningErrorKind.OutOfOrder"/>, <see cref="SigningErrorKind.DocumentLocked"/>, naming the field.
    /// </exception>
    public void Require(RoleClaim claim, string name)
    {
        var field = form.Find(name);
        if (_signed.Find(static s => s.Role?.Role == SignerRole.PhatHanh) is { Name: { } seal })
        {
            throw Refusal(SigningErrorKind.AlreadySealed, "The document bears the school's seal.", seal);
        }
        if (field is { IsSigned: true } || _signed.Exists(s => s.Role == claim))
        {
            throw Refusal(SigningErrorKind.AlreadySigned, "This role has signed the document.", name);
        }
        if (field is null && form.HasName(name))
        {
            throw Refusal(SigningErrorKind.DocumentLocked, "The field of this role is no signature field.", name);
        }
        RequireOrder(claim, name);
        RequireUnlocked(name);
    }

    private void RequireOrder(RoleClaim claim, string name)
    {
        if (_signed.Find(s => s.Role?.Role > claim.Role) is { Name: { } later })
        {
            throw Refusal(SigningErrorKind.OutOfOrder, $"{later} has signed, which comes after this role.", name);
        }
    }

    /// <summary>True when a signature in the field locks all fields and allows no change after it.</summary>
    public bool ClosesDocument(SignatureField field) =>
        !field.Lock.IsAbsent && IsNoChanges(field.Lock) && objects.Find(field.Lock, "Action"u8).IsName("All"u8);

    private void RequireUnlocked(string name)
    {
        foreach (var signed in form.SignatureFields.Where(f => f.IsSigned))
        {
            if (Locks(signed, name))
            {
                throw Refusal(
                    SigningErrorKind.DocumentLocked,
                    "An earlier signature does not allow this one.",
                    signed.Name
                );
            }
        }
        if (!form.Certification.IsAbsent && PermissionOf(form.Certification) == NoChanges)
        {
            throw Refusal(SigningErrorKind.DocumentLocked, "The document is certified against any change.", name);
        }
    }

    private bool Locks(SignatureField signed, string name)
    {
        PdfFault.Require(signed.Value.IsDictionary, signed.Dictionary.Offset, "A signature is no dictionary.");
        return (!signed.Lock.IsAbsent && (IsNoChanges(signed.Lock) || Covers(signed.Lock, name)))
            || PermissionOf(signed.Value) == NoChanges
            || Transforms(signed.Value, "FieldMDP").Any(p => Covers(p, name));
    }

    private int? PermissionOf(PdfValue signature)
    {
        foreach (var parameters in Transforms(signature, "DocMDP"))
        {
            var permission = parameters.IsAbsent ? default : objects.Find(parameters, "P"u8);
            return permission.IsAbsent ? DefaultPermission : (int)Math.Clamp(permission.Integer, 0, 4);
        }
        return null;
    }

    private bool IsNoChanges(PdfValue fieldLock)
    {
        var permission = objects.Find(fieldLock, "P"u8);
        return !permission.IsAbsent && permission.Integer == NoChanges;
    }

    private List<PdfValue> Transforms(PdfValue signature, string method)
    {
        var found = new List<PdfValue>();
        var references = objects.Find(signature, "Reference"u8);
        if (references.IsAbsent)
        {
            return found;
        }
        var name = System.Text.Encoding.ASCII.GetBytes(method);
        foreach (var item in references.Items())
        {
            var reference = objects.Resolve(item);
            if (objects.Find(reference, "TransformMethod"u8).IsName(name))
            {
                found.Add(objects.Find(reference, "TransformParams"u8));
            }
        }
        return found;
    }

    // Parameters that are missing leave nothing free.
    private bool Covers(PdfValue parameters, string name) =>
        parameters.IsAbsent || FieldSelection.Covers(objects, parameters, name);

    private static SigningException Refusal(SigningErrorKind kind, string message, string field) =>
        new(kind, message, field);
}
