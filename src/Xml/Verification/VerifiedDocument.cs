// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Xml.Syntax;
using HocBaSo.Signing.Xml.Verification;

namespace HocBaSo.Signing.Xml;

/// <summary>
/// The document as it was verified. Who takes data from it asks here which passed signature covers the very element that the
/// data comes from.
/// </summary>
public sealed class VerifiedDocument
{
    private readonly DocumentVerification _verification;
    private readonly VerificationReport _report;

    internal VerifiedDocument(XmlTree tree, DocumentVerification verification, VerificationReport report)
    {
        Root = new ElementView(tree, 0);
        _verification = verification;
        _report = report;
    }

    /// <summary>The root element. Not to be used after the call that was given this document.</summary>
    public ElementView Root { get; }

    /// <summary>The signatures with TOTAL_PASSED that cover the element with all that is in it, except what is theirs.</summary>
    /// <remarks>Empty when the document as a whole is broken: then nothing of it may be relied on.</remarks>
    public IReadOnlyList<SignatureReport> CoveredBy(ElementView element)
    {
        if (_report.Integrity != Integrity.Intact)
        {
            return [];
        }
        var covering = new List<SignatureReport>();
        for (var i = 0; i < _verification.Signatures.Count; i++)
        {
            if (_verification.Signatures[i].Verdict.Passed && _verification.Signatures[i].Covers(element.Index))
            {
                covering.Add(_report.Signatures[i]);
            }
        }
        return covering;
    }
}
