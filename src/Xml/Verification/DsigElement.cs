// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Xml.Signatures;
using HocBaSo.Signing.Xml.Syntax;

namespace HocBaSo.Signing.Xml.Verification;

/// <summary>Small things that many elements of a signature share.</summary>
internal static class DsigElement
{
    /// <summary>The value of @Algorithm.</summary>
    /// <exception cref="VerificationFaultException">There is none.</exception>
    public static string Algorithm(XmlTree tree, int element) =>
        tree.Attribute(element, "Algorithm")
        ?? throw VerificationFaultException.Format($"{tree.LocalName(element)} names no algorithm.");

    /// <summary>The child element, which has to be the next one and of that name.</summary>
    /// <exception cref="VerificationFaultException">It is another one.</exception>
    public static int Require(XmlTree tree, int element, ReadOnlySpan<byte> localName, string parent) =>
        element >= 0 && tree.Is(element, XmlNames.DsigUtf8, localName)
            ? element
            : throw VerificationFaultException.Format(
                $"{parent} has no {System.Text.Encoding.UTF8.GetString(localName)} where it belongs."
            );

    /// <summary>A ds:DigestMethod and the ds:DigestValue after it, the last children of their parent.</summary>
    /// <returns>The algorithm (null for one that isn't computed), the value, and its element.</returns>
    public static (HashAlgorithmName? Digest, byte[] Value, int ValueElement) DigestPair(
        XmlTree tree,
        int method,
        string parent
    )
    {
        Require(tree, method, "DigestMethod"u8, parent);
        ElementContent.RequireEmpty(tree, method);
        var value = Require(tree, tree.NextSibling(method), "DigestValue"u8, parent);
        if (tree.NextSibling(value) >= 0)
        {
            throw VerificationFaultException.Format($"{parent} has more children than belong there.");
        }
        var digest = DigestMethods.Parse(Algorithm(tree, method));
        var octets = Base64Content.Decode(tree, value, 64);
        return digest is { } known && octets.Length != DigestMethods.LengthOf(known)
            ? throw VerificationFaultException.Format("A DigestValue has not the length of its digest.")
            : (digest, octets, value);
    }
}
