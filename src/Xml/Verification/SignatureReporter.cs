// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Xml.Canonicalization;
using HocBaSo.Signing.Xml.Syntax;

namespace HocBaSo.Signing.Xml.Verification;

/// <summary>From what was found to what is told.</summary>
internal sealed class SignatureReporter(XmlTree tree)
{
    private const int MaxShown = 256;

    private readonly Dictionary<int, string> _paths = [];

    public SignatureReport Report(SignatureVerification signature)
    {
        var verdict = signature.Verdict;
        var (data, paths) = SignedData(signature);
        return new SignatureReport
        {
            Id = tree.Attribute(signature.Element, "Id") is { Length: <= MaxShown } id ? id : "",
            Role = signature.Properties?.Role,
            ClaimedRole = signature.Properties?.ClaimedRole,
            Signer = signature.Signer?.Subject,
            Issuer = signature.Signer?.Issuer,
            Serial = signature.Signer?.Serial,
            CertificateNotBefore = signature.Signer?.NotBefore,
            CertificateNotAfter = signature.Signer?.NotAfter,
            Scheme = signature.Parsed?.Method?.SchemeName ?? "other",
            Digest = signature.Parsed?.Method is { } method ? DigestMethods.Spell(method.Digest) : "other",
            Level = signature.Properties?.Level ?? "XMLDSig",
            SigningTime = signature.Properties?.SigningTime,
            Timestamp = signature.Timestamp,
            SignedData = data,
            SignedPaths = paths,
            Integrity = verdict.Integrity,
            Indication = verdict.Indication,
            SubIndication = verdict.SubIndication,
            Reason = verdict.Reason,
            Warnings = verdict.Warnings,
        };
    }

    private (List<string> Data, List<string> Paths) SignedData(SignatureVerification signature)
    {
        var references = signature.Parsed?.AllReferences.ToList() ?? [];
        var (data, paths) = (new List<string>(references.Count), new List<string>(references.Count));
        foreach (var reference in references)
        {
            if (reference.Uri is null || signature.IsOfProperties(reference))
            {
                continue;
            }
            var isFragment = reference.Uri.StartsWith('#') && reference.Target != Canonicalizer.WholeDocument;
            data.Add(
                isFragment ? reference.Uri[1..]
                : reference.Uri == "#xpointer(/)" ? ""
                : reference.Uri
            );
            paths.Add(reference.Target == ParsedReference.Unresolved ? "" : PathOf(Math.Max(reference.Target, 0)));
        }
        return (data, paths);
    }

    private string PathOf(int element)
    {
        if (!_paths.TryGetValue(element, out var path))
        {
            _paths[element] = path = tree.ElementPath(element);
        }
        return path;
    }
}
