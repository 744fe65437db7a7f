// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pki;
using HocBaSo.Signing.Xml.Canonicalization;
using HocBaSo.Signing.Xml.Signatures;
using HocBaSo.Signing.Xml.Syntax;

namespace HocBaSo.Signing.Xml.Verification;

/// <summary>Checks xades:SignatureTimeStamp (EN 319 132-1 §5.3): each is over the canonical ds:SignatureValue element.</summary>
internal sealed class SignatureTimestamps(
    XmlTree tree,
    WorkBudget budget,
    TimestampTokenVerifier verifier,
    VerificationContext context,
    TokenStrictness strictness
)
{
    // two signatures and the parsing of a token and its certificates
    private const long CostOfToken = 1 << 20;

    private int _tokens;

    /// <summary>The values of tokens that were found right.</summary>
    public List<CheckedValue> CheckedValues { get; } = [];

    /// <summary>Checks every token of a signature; what fails goes to the verdict.</summary>
    /// <returns>The earliest that passed; null when none did, or one failed.</returns>
    public TimestampReport? Check(ParsedSignature signature, SignatureProperties properties, Verdict verdict)
    {
        TimestampReport? earliest = null;
        var allPassed = true;
        foreach (var element in properties.SignatureTimestamps)
        {
            try
            {
                foreach (var token in Tokens(element, out var method))
                {
                    var passed = CheckToken(signature, method, token, verdict);
                    allPassed &= passed is not null;
                    earliest =
                        passed is not null && (earliest is null || passed.Time < earliest.Time) ? passed : earliest;
                }
            }
            catch (VerificationFaultException fault)
            {
                verdict.Add(fault);
                allPassed = false;
            }
        }
        return allPassed ? earliest : null;
    }

    private List<int> Tokens(int element, out CanonicalizationAlgorithm method)
    {
        method = CanonicalizationAlgorithm.Inclusive10;
        ElementContent.RequireElementsOnly(tree, element);
        var at = tree.FirstChild(element);
        if (at >= 0 && tree.Is(at, XmlNames.DsigUtf8, "CanonicalizationMethod"u8))
        {
            method = TransformParser.ParseMethod(tree, at);
            at = tree.NextSibling(at);
        }
        var tokens = new List<int>(1);
        for (; at >= 0; at = tree.NextSibling(at))
        {
            if (!tree.Is(at, XmlNames.XadesUtf8, "EncapsulatedTimeStamp"u8))
            {
                throw VerificationFaultException.Unsupported(
                    $"A timestamp with {tree.LocalName(at)} is not read here."
                );
            }
            tokens.Add(at);
        }
        return tokens.Count > 0 ? tokens : throw VerificationFaultException.Format("A timestamp has no token.");
    }

    private TimestampReport? CheckToken(
        ParsedSignature signature,
        CanonicalizationAlgorithm method,
        int element,
        Verdict verdict
    )
    {
        // the first sixteen are what a sealed transcript may need; more have to pay
        budget.Charge(++_tokens <= 16 ? 0 : CostOfToken);
        var token = Base64Content.Decode(tree, element, TimestampTokenVerifier.MaxTokenLength);
        using var value = new PooledBuffer();
        budget.Charge(CanonicalizationCost.Of(tree, signature.ValueElement, method, 0));
        Canonicalizer.Write(tree, signature.ValueElement, method, value);
        var result = verifier.Verify(
            token,
            value.WrittenMemory,
            context.Anchors.TimestampAuthorities,
            strictness,
            known: context.CheckedValues,
            charge: budget.Charge
        );
        if (result.CheckedValue is { } right)
        {
            CheckedValues.Add(right);
        }
        if (result.Passed)
        {
            return new TimestampReport(result.Time!.Value, result.Authority ?? "");
        }
        var reason = "The timestamp: " + (result.Reason ?? "it did not pass.");
        if (result.Indication == Indication.TotalFailed)
        {
            verdict.Fail(result.SubIndication, reason);
        }
        else
        {
            verdict.Doubt(result.SubIndication, reason);
        }
        return null;
    }
}
