// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Xml.Signatures;
using HocBaSo.Signing.Xml.Syntax;

namespace HocBaSo.Signing.Xml.Verification;

/// <summary>Reads the properties of the profile <c>xmldsig-dscks</c>: signing time and role in a ds:SignatureProperty.</summary>
internal sealed class DscksReader(XmlTree tree)
{
    private const int MaxText = 4096;

    /// <summary>Null when the signature has none of ours.</summary>
    /// <exception cref="VerificationFaultException">They are malformed or twice there.</exception>
    public SignatureProperties? Read(ParsedSignature signature)
    {
        SignatureProperties? found = null;
        foreach (var container in signature.Objects)
        {
            var all = tree.Child(container, XmlNames.DsigUtf8, "SignatureProperties"u8);
            var one = all < 0 ? -1 : tree.Child(all, XmlNames.DsigUtf8, "SignatureProperty"u8);
            if (one < 0 || !HasOurs(one))
            {
                continue;
            }
            if (found is not null)
            {
                throw VerificationFaultException.Format("The signature's own properties stand twice.");
            }
            found = new SignatureProperties { SignedElement = container, IsXades = false };
            if (Only(one, "SigningTime"u8) is >= 0 and var time)
            {
                found.SigningTime = SignatureProperties.ParseTime(ElementContent.RequireText(tree, time, MaxText));
            }
            if (Only(one, "ClaimedRole"u8) is >= 0 and var role)
            {
                found.ClaimedRole = ElementContent.RequireText(tree, role, MaxText);
            }
        }
        return found;
    }

    private bool HasOurs(int property)
    {
        var first = tree.FirstChild(property);
        return first >= 0 && tree.NamespaceNameUtf8(first).SequenceEqual(XmlNames.SignaturePropertiesUtf8);
    }

    private int Only(int parent, ReadOnlySpan<byte> name)
    {
        var child = tree.Child(parent, XmlNames.SignaturePropertiesUtf8, name);
        return child < 0 || tree.NextSibling(child, XmlNames.SignaturePropertiesUtf8, name) < 0
            ? child
            : throw VerificationFaultException.Format($"There are two {tree.LocalName(child)}.");
    }
}
