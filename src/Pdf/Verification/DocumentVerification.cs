// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pki;

namespace HocBaSo.Signing.Pdf.Verification;

/// <summary>One document: its signatures, the revisions behind them, then trust.</summary>
internal sealed class DocumentVerification(
    DocumentParts parts,
    CertificatePathValidator paths,
    VerificationContext context
)
{
    private const int MaxSignatures = 64;
    private const int MaxSearchedRevisions = 64;

    private readonly Verdict _document = new();
    private readonly List<SignatureVerification> _signatures = [];

    public VerificationReport Run()
    {
        var form = FormTree.Read(parts.File.Newest, parts.Budget);
        foreach (var field in form.Signatures.Take(MaxSignatures + 1))
        {
            _signatures.Add(new SignatureVerification(parts, field));
        }
        CheckForm(form);
        CheckRemoved(form);
        if (_signatures.Count == 0)
        {
            return _document.IsIntact ? Unsigned() : Report();
        }
        if (_signatures.Count > MaxSignatures)
        {
            _signatures.Clear();
            _document.Fail(SubIndication.FormatFailure, $"There are more than {MaxSignatures} signatures.");
            return Report();
        }
        CheckAll();
        return Report();
    }

    private void CheckForm(FormTree form)
    {
        SignatureVerification.Guard(_document, parts.History.RequireOnePlace);
        if (form.Misplaced is { } field)
        {
            _document.Fail(
                SubIndication.FormatFailure,
                $"The form field {Shown(field.Name)} (object {field.Id.Number}) holds a signature, and is no signature field."
            );
        }
    }

    private static string Shown(string name) => name.Length > 100 ? name[..100] : name;

    private void CheckAll()
    {
        foreach (var signature in _signatures)
        {
            signature.CheckIntegrity();
        }
        CheckDistinct();
        new LaterRevisions(parts, _signatures).Check();
        CheckEnd();
        new TrustDecision(_signatures, parts, paths, context).DecideAll();
        if (_signatures.TrueForAll(static s => s.IsDocumentTimestamp))
        {
            // That it existed is proved, and nothing else: no signature is never a pass.
            _document.Doubt(SubIndication.Generic, "There are timestamps only: nobody has signed the document.");
        }
    }

    private void CheckDistinct()
    {
        foreach (var twins in _signatures.Where(static s => s.Range is not null).GroupBy(static s => s.Range!.GapStart))
        {
            foreach (var signature in twins.Skip(1))
            {
                signature.Verdict.Fail(
                    SubIndication.FormatFailure,
                    $"Two fields share one signature: {Shown(twins.First().Field.Name)} and "
                        + $"{Shown(signature.Field.Name)} (object {signature.Field.Id.Number})."
                );
            }
        }
    }

    /// <summary>The newest revision has to end the file: what is behind it belongs to nobody.</summary>
    private void CheckEnd()
    {
        foreach (var signature in _signatures.Where(static s => s.Section == 0))
        {
            if (signature.Range!.End != parts.Document.Length)
            {
                signature.Verdict.Fail(
                    SubIndication.FormatFailure,
                    "The signature does not cover the end of its revision."
                );
            }
        }
    }

    /// <summary>A signature that an earlier revision has, and the file as it is now hides.</summary>
    private void CheckRemoved(FormTree newest)
    {
        var names = newest.Signatures.Select(static f => f.Name).ToHashSet(StringComparer.Ordinal);
        for (var i = 1; i < Math.Min(parts.File.Sections.Count, MaxSearchedRevisions); i++)
        {
            if (SignaturesOf(i).FirstOrDefault(n => !names.Contains(n)) is { } name)
            {
                _document.Fail(
                    SubIndication.FormatFailure,
                    $"The signature {Shown(name)} of revision {parts.History.NumberOf(i)} is no more in the form."
                );
            }
        }
    }

    private IReadOnlyList<string> SignaturesOf(int section)
    {
        try
        {
            return
            [
                .. FormTree.Read(parts.File.AsOfSection(section), parts.Budget).Signatures.Select(static f => f.Name),
            ];
        }
        catch (SigningException)
        {
            // The first section of a linearized file has no catalog of its own; nor was a broken revision ever shown.
            return [];
        }
    }

    private static VerificationReport Unsigned() =>
        new()
        {
            Format = DocumentFormat.Pdf,
            Integrity = Integrity.Unsigned,
            Indication = Indication.TotalFailed,
            SubIndication = SubIndication.FormatFailure,
            Reason = "There is no signature.",
        };

    /// <summary>The worst of the signatures, unless the document itself is worse.</summary>
    private VerificationReport Report()
    {
        var worst = _document;
        foreach (var signature in _signatures)
        {
            worst = signature.Verdict.IsWorseThan(worst) ? signature.Verdict : worst;
        }
        return new VerificationReport
        {
            Format = DocumentFormat.Pdf,
            Integrity = worst.Integrity,
            Indication = worst.Indication,
            SubIndication = worst.SubIndication,
            Reason = worst.Reason,
            // In the order in which they were made: the form lists its fields as it likes.
            Signatures = [.. _signatures.OrderBy(static s => s.Place).Select(new SignatureReporter(parts).Report)],
        };
    }
}
