// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Syntax;
using HocBaSo.Signing.Pdf.Verification;

namespace HocBaSo.Signing.Pdf.Pades;

/// <summary>What the signatures that are there allow (ISO 32000-2 §12.8.2, §12.7.5.5), and whose turn it is.</summary>
internal sealed class LockRules(PdfObjects objects, InteractiveForm form)
{
    private readonly WorkBudget _budget = WorkBudget.OfSigning();
    private IReadOnlyList<(string Name, ChangePermissions Allows)>? _permissions;

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

    /// <summary>Refuses a signature that one in another field, which is still to come, does not leave room for.</summary>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.DocumentLocked"/>, naming the field that locks.</exception>
    public void RequireOpenAfter(string earlier, string name)
    {
        if (form.Find(earlier) is { IsSigned: false } field)
        {
            RequireOpen(earlier, Permissions(earlier, default, field.Locks), name);
        }
    }

    /// <summary>True when a signature in the field locks all fields and allows no change after it.</summary>
    public bool ClosesDocument(SignatureField field) =>
        field
            .Locks.Select(objects.Resolve)
            .Where(static l => !l.IsAbsent)
            .Any(l =>
                objects.Find(l, "Action"u8).IsName("All"u8) && Permissions(field.Name, default, [l]).AllowsNothing
            );

    private void RequireUnlocked(string name)
    {
        foreach (var (signed, allows) in _permissions ??= ReadPermissions())
        {
            RequireOpen(signed, allows, name);
        }
        if (!form.Certification.IsAbsent && Permissions(name, form.Certification, []).AllowsNothing)
        {
            throw Refusal(SigningErrorKind.DocumentLocked, "The document is certified against any change.", name);
        }
    }

    private static void RequireOpen(string signed, ChangePermissions allows, string name)
    {
        if (allows.Locks(name))
        {
            throw Refusal(SigningErrorKind.DocumentLocked, "An earlier signature does not allow this one.", signed);
        }
    }

    private List<(string Name, ChangePermissions Allows)> ReadPermissions()
    {
        var permissions = new List<(string Name, ChangePermissions Allows)>();
        foreach (var signed in form.SignatureFields.Where(static f => f.IsSigned))
        {
            PdfFault.Require(signed.Value.IsDictionary, signed.Dictionary.Offset, "A signature is no dictionary.");
            permissions.Add((signed.Name, Permissions(signed.Name, signed.Value, signed.Locks)));
        }
        return permissions;
    }

    // Read as the verifier reads them; what it cannot read leaves nothing free.
    private ChangePermissions Permissions(string name, PdfValue signature, IReadOnlyList<PdfValue> locks)
    {
        try
        {
            return new ChangePermissions(objects, signature, locks, _budget);
        }
        catch (VerificationFaultException fault)
        {
            throw new SigningException(SigningErrorKind.DocumentLocked, fault.Message, name, fault);
        }
    }

    private static SigningException Refusal(SigningErrorKind kind, string message, string field) =>
        new(kind, message, field);
}
