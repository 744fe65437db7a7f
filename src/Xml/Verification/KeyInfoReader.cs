// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Xml.Signatures;
using HocBaSo.Signing.Xml.Syntax;

namespace HocBaSo.Signing.Xml.Verification;

/// <summary>Reads ds:KeyInfo (xmldsig-core1 §4.5). Nothing is ever fetched: not by RetrievalMethod, not by KeyInfoReference.</summary>
internal sealed class KeyInfoReader(XmlTree tree, XmlVerifierOptions options, CertificateStore certificates)
{
    private const int MaxCertificate = 16 << 10;

    private static ReadOnlySpan<byte> Dsig11 => "http://www.w3.org/2009/xmldsig11#"u8;

    /// <summary>Reads a ds:KeyInfo; -1 is an empty one.</summary>
    /// <exception cref="VerificationFaultException">It is malformed.</exception>
    public KeyMaterial Read(int keyInfo)
    {
        var material = new KeyMaterial();
        if (keyInfo < 0)
        {
            return material;
        }
        ElementContent.RequireElementsOnly(tree, keyInfo);
        for (var at = tree.FirstChild(keyInfo); at >= 0; at = tree.NextSibling(at))
        {
            if (tree.Is(at, XmlNames.DsigUtf8, "X509Data"u8))
            {
                X509Data(at, material);
            }
            else if (tree.Is(at, XmlNames.DsigUtf8, "KeyValue"u8))
            {
                ElementContent.RequireElementsOnly(tree, at);
                AddKey(KeyValueReader.Read(tree, tree.FirstChild(at)), material);
            }
            else if (tree.Is(at, Dsig11, "DEREncodedKeyValue"u8))
            {
                AddKey(Base64Content.Decode(tree, at, MaxCertificate), material);
            }
            else if (tree.Is(at, XmlNames.DsigUtf8, "RetrievalMethod"u8) || tree.Is(at, Dsig11, "KeyInfoReference"u8))
            {
                material.Unsupported ??= $"A {tree.LocalName(at)} is not followed.";
            }
        }
        return material;
    }

    private void X509Data(int element, KeyMaterial material)
    {
        ElementContent.RequireElementsOnly(tree, element);
        for (var at = tree.FirstChild(element); at >= 0; at = tree.NextSibling(at))
        {
            if (!tree.Is(at, XmlNames.DsigUtf8, "X509Certificate"u8))
            {
                continue;
            }
            if (material.Certificates.Count == options.MaxCertificates)
            {
                throw VerificationFaultException.Format(
                    $"KeyInfo has more than {options.MaxCertificates} certificates."
                );
            }
            material.Certificates.Add(Certificate(at));
            material.CertificateElements.Add(at);
        }
    }

    // one that was met before, spelled as it should be, is not decoded again
    private KnownCertificate Certificate(int element) =>
        (tree.TryGetPlainText(element, out var text) ? certificates.Find(text) : null)
        ?? certificates.Get(Base64Content.Decode(tree, element, MaxCertificate));

    private static void AddKey(byte[]? publicKeyInfo, KeyMaterial material)
    {
        var key = publicKeyInfo is null ? null : PublicKeyPool.Create(publicKeyInfo);
        if (key is null)
        {
            material.Unsupported ??= "A key of this kind is not used here.";
        }
        else if (material.KeyValue is null)
        {
            material.KeyValue = key;
        }
        else if (!key.HasSameKey(material.KeyValue))
        {
            throw VerificationFaultException.Format("KeyInfo holds two different keys.");
        }
    }
}
