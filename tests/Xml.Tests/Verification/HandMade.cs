// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;
using HocBaSo.Signing.Xml.Canonicalization;
using HocBaSo.Signing.Xml.Syntax;

namespace HocBaSo.Signing.Xml.Tests.Verification;

/// <summary>
/// Signs documents assembled by hand, in whatever shape: a template holds <c>@D0@</c>, <c>@D1@</c>, … where digests go, <c>@V@</c>
/// where the value goes, <c>@C@</c> for the certificate and <c>@CD@</c> for its SHA-256.
/// </summary>
internal sealed class HandMade
{
    public const string Exclusive = "http://www.w3.org/2001/10/xml-exc-c14n#";
    public const string Inclusive = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
    public const string Sha256 = "http://www.w3.org/2001/04/xmlenc#sha256";
    public const string EcdsaSha256 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256";
    public const string Enveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";

    public HandMade(TestKey? key = null, Func<TestPki, PublicKey, X509Certificate2>? certify = null)
    {
        Key = key ?? TestKey.Ec();
        Certificate = certify?.Invoke(Pki, Key.PublicKey) ?? Pki.Person("Trần Văn Bình", Key.PublicKey);
    }

    public TestPki Pki { get; } = new();

    public TestKey Key { get; }

    public X509Certificate2 Certificate { get; }

    public HashAlgorithmName Digest { get; init; } = HashAlgorithmName.SHA256;

    public VerificationContext Context =>
        new(new TrustAnchors([Pki.Root.Certificate, Pki.Issuing.Certificate], []), SealedDocument.Now);

    /// <summary>A ds:Signature with References of the given content (as of <see cref="Reference"/>).</summary>
    public static string Signature(
        string references,
        string method = EcdsaSha256,
        string c14n = Exclusive,
        string keyInfo =
            "<ds:KeyInfo><ds:X509Data><ds:X509Certificate>@C@</ds:X509Certificate></ds:X509Data></ds:KeyInfo>",
        string objects = "",
        string id = "S"
    ) =>
        $"<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" Id=\"{id}\"><ds:SignedInfo>"
        + $"<ds:CanonicalizationMethod Algorithm=\"{c14n}\"/><ds:SignatureMethod Algorithm=\"{method}\"/>{references}"
        + $"</ds:SignedInfo><ds:SignatureValue>@V@</ds:SignatureValue>{keyInfo}{objects}</ds:Signature>";

    /// <summary>A ds:Reference whose digest is the n-th.</summary>
    public static string Reference(
        int n,
        string uri,
        string[]? transforms = null,
        string digest = Sha256,
        string attributes = ""
    )
    {
        var list = string.Concat((transforms ?? []).Select(static t => $"<ds:Transform Algorithm=\"{t}\"/>"));
        var all = list.Length == 0 ? "" : $"<ds:Transforms>{list}</ds:Transforms>";
        return $"<ds:Reference{attributes} URI=\"{uri}\">{all}<ds:DigestMethod Algorithm=\"{digest}\"/><ds:DigestValue>@D{n}@</ds:DigestValue></ds:Reference>";
    }

    /// <summary>Fills in what each Reference covers, then signs.</summary>
    public string Sign(string template, params HandMadeReference[] references)
    {
        var text = template
            .Replace("@CD@", Convert.ToBase64String(SHA256.HashData(Certificate.RawData)), StringComparison.Ordinal)
            .Replace("@C@", Convert.ToBase64String(Certificate.RawData), StringComparison.Ordinal);
        for (var i = 0; i < references.Length; i++)
        {
            text = text.Replace($"@D{i}@", Compute(text, references[i]), StringComparison.Ordinal);
        }
        return text.Replace("@V@", Convert.ToBase64String(Value(text)), StringComparison.Ordinal);
    }

    public VerificationReport Verify(string text) =>
        BoundedVerification.Verify(new XmlDocumentVerifier([]), text, Context);

    private string Compute(string text, HandMadeReference reference)
    {
        using var tree = XmlTree.Parse(Encoding.UTF8.GetBytes(text), XmlLimits.Default);
        var apex = reference.Id is null ? Canonicalizer.WholeDocument : tree.ElementById(reference.Id);
        XmlElementRef[] excluded = reference.Enveloped ? [new XmlElementRef(tree, Find(tree, "Signature"))] : [];
        return Convert.ToBase64String(
            Canonicalizer.Digest(
                tree,
                apex,
                new CanonicalizationAlgorithm(reference.Method),
                reference.Digest ?? HashAlgorithmName.SHA256,
                excluded
            )
        );
    }

    private byte[] Value(string text)
    {
        using var tree = XmlTree.Parse(Encoding.UTF8.GetBytes(text), XmlLimits.Default);
        var method = CanonicalizationUri.Parse(tree.Attribute(Find(tree, "CanonicalizationMethod"), "Algorithm"));
        var digest = Canonicalizer.Digest(
            tree,
            Find(tree, "SignedInfo"),
            new CanonicalizationAlgorithm(method ?? CanonicalizationMethod.Exclusive),
            Digest
        );
        return SoftwareDigestSigner.Sign(Key.Key, Key.Algorithm with { Digest = Digest }, digest);
    }

    private static int Find(XmlTree tree, string name)
    {
        for (var i = 0; i < tree.Count; i++)
        {
            if (tree.LocalName(i) == name)
            {
                return i;
            }
        }
        throw new InvalidOperationException(name);
    }
}

/// <summary>What a Reference covers: the element of that Id (null: the whole document), less the signature when enveloped.</summary>
internal sealed record HandMadeReference(
    string? Id,
    bool Enveloped = false,
    CanonicalizationMethod Method = CanonicalizationMethod.Exclusive,
    HashAlgorithmName? Digest = null
);
