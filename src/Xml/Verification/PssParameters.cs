// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Security.Cryptography;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Xml.Signatures;
using HocBaSo.Signing.Xml.Syntax;

namespace HocBaSo.Signing.Xml.Verification;

/// <summary>RSAPSSParams (RFC 9231 §2.3.9): digest, mask generation function, salt length, trailer field, in that order.</summary>
internal static class PssParameters
{
    private const string Mgf1 = "http://www.w3.org/2007/05/xmldsig-more#MGF1";

    private static ReadOnlySpan<byte> Namespace => "http://www.w3.org/2007/05/xmldsig-more#"u8;

    /// <summary>The method; null when MGF1 takes another digest than the value does, or the salt has another length: not computed here.</summary>
    /// <exception cref="VerificationFaultException">The parameters are not well-formed.</exception>
    public static SignatureMethod? Parse(XmlTree tree, int method)
    {
        ElementContent.RequireElementsOnly(tree, method);
        var parameters = tree.FirstChild(method);
        if (parameters < 0)
        {
            return SignatureMethod.Pss(HashAlgorithmName.SHA256);
        }
        if (tree.NextSibling(parameters) >= 0 || !tree.Is(parameters, Namespace, "RSAPSSParams"u8))
        {
            throw Malformed();
        }
        ElementContent.RequireElementsOnly(tree, parameters);
        var child = tree.FirstChild(parameters);
        var digest = Digest(tree, ref child, HashAlgorithmName.SHA256);
        var maskDigest = MaskDigest(tree, ref child, digest);
        var salt = Number(tree, ref child, "SaltLength"u8);
        var trailer = Number(tree, ref child, "TrailerField"u8) ?? 1;
        if (child >= 0)
        {
            throw Malformed();
        }
        return
            digest is { } known
            && maskDigest == known
            && trailer == 1
            && (salt is null || salt == DigestMethods.LengthOf(known))
            ? SignatureMethod.Pss(known)
            : null;
    }

    private static HashAlgorithmName? Digest(XmlTree tree, ref int child, HashAlgorithmName? otherwise)
    {
        if (child < 0 || !tree.Is(child, XmlNames.DsigUtf8, "DigestMethod"u8))
        {
            return otherwise;
        }
        ElementContent.RequireEmpty(tree, child);
        var digest = DigestMethods.Parse(DsigElement.Algorithm(tree, child));
        child = tree.NextSibling(child);
        return digest;
    }

    private static HashAlgorithmName? MaskDigest(XmlTree tree, ref int child, HashAlgorithmName? otherwise)
    {
        if (child < 0 || !tree.Is(child, Namespace, "MaskGenerationFunction"u8))
        {
            return otherwise;
        }
        var function = child;
        child = tree.NextSibling(child);
        ElementContent.RequireElementsOnly(tree, function);
        if (DsigElement.Algorithm(tree, function) != Mgf1)
        {
            return null;
        }
        var inner = tree.FirstChild(function);
        var digest = Digest(tree, ref inner, otherwise);
        return inner < 0 ? digest : throw Malformed();
    }

    private static int? Number(XmlTree tree, ref int child, ReadOnlySpan<byte> name)
    {
        if (child < 0 || !tree.Is(child, Namespace, name))
        {
            return null;
        }
        var text = ElementContent.RequireText(tree, child, 16).Trim();
        child = tree.NextSibling(child);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 2048
            ? number
            : throw Malformed();
    }

    private static VerificationFaultException Malformed() =>
        VerificationFaultException.Format("The parameters of RSASSA-PSS are not well-formed.");
}
