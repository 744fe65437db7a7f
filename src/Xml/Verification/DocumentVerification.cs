// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pki;
using HocBaSo.Signing.Xml.Syntax;

namespace HocBaSo.Signing.Xml.Verification;

/// <summary>One document: its signatures, its form, then trust.</summary>
internal sealed class DocumentVerification(XmlTree tree, SharedVerifiers verifiers, VerificationContext context)
{
    private readonly Verdict _document = new();

    /// <summary>The signatures in document order.</summary>
    public List<SignatureVerification> Signatures { get; } = [];

    public VerificationReport Run()
    {
        var root = new ElementView(tree, 0);
        var expectation = ProfileOf(root)?.Expect(root);
        var found = DocumentParts.FindSignatures(tree, verifiers.Options.MaxSignatures);
        if (found.Count == 0)
        {
            return Unsigned(expectation);
        }
        if (found.Count > verifiers.Options.MaxSignatures)
        {
            _document.Fail(
                SubIndication.FormatFailure,
                $"There are more than {verifiers.Options.MaxSignatures} signatures."
            );
            return Report(expectation);
        }
        var strictness = expectation is null ? TokenStrictness.Lenient : TokenStrictness.EveryOctet;
        using var parts = new DocumentParts(tree, found, verifiers, context, strictness);
        CheckDocument(expectation);
        foreach (var element in found)
        {
            var signature = new SignatureVerification(parts, element);
            signature.CheckIntegrity();
            Signatures.Add(signature);
        }
        if (expectation is null)
        {
            var signed = new SignedElements(tree, Signatures);
            new RepeatedIdRule(tree, signed).Check(_document);
            new NamesakeRule(tree, Signatures, signed).Check();
        }
        else
        {
            new ProfileRules(tree, expectation).CheckForm(Signatures);
        }
        new TrustDecision(Signatures, verifiers.Paths, context, strictness, parts.Budget).DecideAll();
        return Report(expectation) with
        {
            CheckedValues =
            [
                .. Signatures.Select(static s => s.CheckedValue).OfType<CheckedValue>(),
                .. parts.Timestamps.CheckedValues,
            ],
        };
    }

    private IDocumentProfile? ProfileOf(ElementView root)
    {
        foreach (var profile in verifiers.Profiles)
        {
            if (profile.Recognizes(root))
            {
                return profile;
            }
        }
        return null;
    }

    private void CheckDocument(DocumentExpectation? expectation)
    {
        if (expectation is null)
        {
            return;
        }
        if (tree.HasDuplicateIds)
        {
            _document.Fail(
                SubIndication.FormatFailure,
                $"An Id stands more than once, at {tree.ElementPath(tree.FirstDuplicateId)}."
            );
        }
        if (expectation.Violations.Count > 0)
        {
            _document.Fail(SubIndication.FormatFailure, expectation.Violations[0]);
        }
        if (UncoveredMarkup.Find(tree) is { } reason)
        {
            _document.Fail(SubIndication.FormatFailure, reason);
        }
    }

    private VerificationReport Unsigned(DocumentExpectation? expectation) =>
        new()
        {
            Format = DocumentFormat.Xml,
            Profile = expectation?.ProfileName,
            Integrity = Integrity.Unsigned,
            Indication = Indication.TotalFailed,
            SubIndication = SubIndication.FormatFailure,
            Reason = "There is no signature.",
            MissingRoles = expectation?.MissingRoles ?? [],
        };

    /// <summary>The worst of the signatures, unless the document itself is worse.</summary>
    private VerificationReport Report(DocumentExpectation? expectation)
    {
        var worst = _document;
        foreach (var signature in Signatures)
        {
            worst = signature.Verdict.IsWorseThan(worst) ? signature.Verdict : worst;
        }
        var reporter = new SignatureReporter(tree);
        return new VerificationReport
        {
            Format = DocumentFormat.Xml,
            Profile = expectation?.ProfileName,
            Integrity = worst.Integrity,
            Indication = worst.Indication,
            SubIndication = worst.SubIndication,
            Reason = worst.Reason,
            Signatures = Signatures.ConvertAll(reporter.Report),
            MissingRoles = expectation?.MissingRoles ?? [],
        };
    }
}
