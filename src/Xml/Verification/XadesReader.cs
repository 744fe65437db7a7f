// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Xml.Signatures;
using HocBaSo.Signing.Xml.Syntax;

namespace HocBaSo.Signing.Xml.Verification;

/// <summary>Reads the QualifyingProperties of a signature (EN 319 132-1 §4.3), B-B to B-LTA.</summary>
internal sealed class XadesReader(XmlTree tree, XmlVerifierOptions options)
{
    private const int MaxText = 4096;

    /// <summary>Null when the signature has none.</summary>
    /// <exception cref="VerificationFaultException">They are malformed, twice there, or those of another signature.</exception>
    public SignatureProperties? Read(ParsedSignature signature)
    {
        var qualifying = Find(signature);
        if (qualifying < 0)
        {
            return null;
        }
        if (signature.Id.Length == 0 || tree.Attribute(qualifying, "Target") != "#" + signature.Id)
        {
            throw VerificationFaultException.Format("QualifyingProperties has another Target than this signature.");
        }
        ElementContent.RequireElementsOnly(tree, qualifying);
        var signed = tree.FirstChild(qualifying);
        if (signed < 0 || !Is(signed, "SignedProperties"u8))
        {
            throw VerificationFaultException.Format("QualifyingProperties has no SignedProperties where it belongs.");
        }
        var properties = new SignatureProperties { SignedElement = signed, IsXades = true };
        ReadSigned(signed, properties);
        ReadUnsigned(tree.NextSibling(signed), properties);
        return properties;
    }

    private int Find(ParsedSignature signature)
    {
        var found = -1;
        foreach (var container in signature.Objects)
        {
            for (var at = tree.FirstChild(container); at >= 0; at = tree.NextSibling(at))
            {
                if (Is(at, "QualifyingPropertiesReference"u8))
                {
                    throw VerificationFaultException.Unsupported("A QualifyingPropertiesReference is not followed.");
                }
                if (Is(at, "QualifyingProperties"u8))
                {
                    found =
                        found < 0 ? at : throw VerificationFaultException.Format("There are two QualifyingProperties.");
                }
            }
        }
        return found;
    }

    private void ReadSigned(int signed, SignatureProperties properties)
    {
        ElementContent.RequireElementsOnly(tree, signed);
        var ofSignature = OnlyChild(signed, "SignedSignatureProperties"u8);
        if (ofSignature < 0)
        {
            return;
        }
        ElementContent.RequireElementsOnly(tree, ofSignature);
        if (OnlyChild(ofSignature, "SigningTime"u8) is >= 0 and var time)
        {
            properties.SigningTime = SignatureProperties.ParseTime(ElementContent.RequireText(tree, time, MaxText));
        }
        ReadCertificate(OnlyChild(ofSignature, "SigningCertificate"u8), properties);
        ReadCertificate(OnlyChild(ofSignature, "SigningCertificateV2"u8), properties);
        ReadRole(OnlyChild(ofSignature, "SignerRole"u8), properties);
        ReadRole(OnlyChild(ofSignature, "SignerRoleV2"u8), properties);
    }

    /// <summary>The first Cert is that of the signer (EN 319 132-1 §5.2.2); those after it name its issuers.</summary>
    private void ReadCertificate(int element, SignatureProperties properties)
    {
        if (element < 0)
        {
            return;
        }
        if (properties.SigningCertificate is not null)
        {
            throw VerificationFaultException.Format("The signing certificate is named twice.");
        }
        ElementContent.RequireElementsOnly(tree, element);
        var certificate = tree.FirstChild(element);
        var digest = certificate >= 0 && Is(certificate, "Cert"u8) ? tree.FirstChild(certificate) : -1;
        if (digest < 0 || !Is(digest, "CertDigest"u8))
        {
            throw VerificationFaultException.Format("The signing certificate is not named by its digest.");
        }
        ElementContent.RequireElementsOnly(tree, certificate);
        ElementContent.RequireElementsOnly(tree, digest);
        var (algorithm, value, _) = DsigElement.DigestPair(tree, tree.FirstChild(digest), "CertDigest");
        properties.SigningCertificate = (algorithm, value);
    }

    private void ReadRole(int element, SignatureProperties properties)
    {
        var roles = element < 0 ? -1 : OnlyChild(element, "ClaimedRoles"u8);
        var role = roles < 0 ? -1 : tree.Child(roles, XmlNames.XadesUtf8, "ClaimedRole"u8);
        // a claimed role may be any XML; ours is text
        if (role >= 0 && tree.FirstChild(role) < 0)
        {
            properties.ClaimedRole ??= ElementContent.RequireText(tree, role, MaxText);
        }
    }

    private void ReadUnsigned(int unsigned, SignatureProperties properties)
    {
        if (unsigned < 0)
        {
            return;
        }
        if (!Is(unsigned, "UnsignedProperties"u8) || tree.NextSibling(unsigned) >= 0)
        {
            throw VerificationFaultException.Format("QualifyingProperties has more children than belong there.");
        }
        ElementContent.RequireElementsOnly(tree, unsigned);
        var ofSignature = OnlyChild(unsigned, "UnsignedSignatureProperties"u8);
        for (var at = ofSignature < 0 ? -1 : tree.FirstChild(ofSignature); at >= 0; at = tree.NextSibling(at))
        {
            ReadUnsignedProperty(at, properties);
        }
    }

    private void ReadUnsignedProperty(int element, SignatureProperties properties)
    {
        var isOurs =
            tree.NamespaceNameUtf8(element).SequenceEqual(XmlNames.XadesUtf8)
            || tree.NamespaceName(element) == XmlNames.Xades141;
        switch (isOurs ? tree.LocalName(element) : "")
        {
            case "SignatureTimeStamp":
                if (properties.SignatureTimestamps.Count == options.MaxTimestamps)
                {
                    throw VerificationFaultException.Format("There are too many timestamps.");
                }
                properties.SignatureTimestamps.Add(element);
                break;
            case "CertificateValues" or "RevocationValues" or "TimeStampValidationData" or "AnyValidationData":
                properties.HasValidationData = true;
                break;
            case "ArchiveTimeStamp":
                properties.HasArchiveTimestamp = true;
                break;
        }
    }

    private int OnlyChild(int parent, ReadOnlySpan<byte> name)
    {
        var child = tree.Child(parent, XmlNames.XadesUtf8, name);
        return child < 0 || tree.NextSibling(child, XmlNames.XadesUtf8, name) < 0
            ? child
            : throw VerificationFaultException.Format($"There are two {tree.LocalName(child)}.");
    }

    private bool Is(int element, ReadOnlySpan<byte> name) => tree.Is(element, XmlNames.XadesUtf8, name);
}
