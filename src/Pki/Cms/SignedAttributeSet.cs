// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;

namespace HocBaSo.Signing.Pki;

/// <summary>signedAttrs, encoded once: signed under the tag SET OF, carried under [0] (RFC 5652 §5.4).</summary>
internal sealed class SignedAttributeSet
{
    /// <summary>Encodes and sorts.</summary>
    /// <exception cref="ArgumentException">A type is there twice.</exception>
    public SignedAttributeSet(IReadOnlyList<SignedAttribute> attributes)
    {
        if (attributes.DistinctBy(a => a.Type).Count() != attributes.Count)
        {
            throw new ArgumentException("A signed attribute is there twice.", nameof(attributes));
        }

        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSetOf())
        {
            foreach (var attribute in attributes)
            {
                attribute.Write(writer);
            }
        }

        Der = writer.Encode();
        var tagged = Der.ToArray();
        tagged[0] = 0xA0;
        Implicit0 = tagged;
    }

    /// <summary>What is digested.</summary>
    public ReadOnlyMemory<byte> Der { get; }

    /// <summary>What stands in the SignerInfo.</summary>
    public ReadOnlyMemory<byte> Implicit0 { get; }
}
