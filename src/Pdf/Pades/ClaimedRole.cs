// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using HocBaSo.Signing.Pki;

namespace HocBaSo.Signing.Pdf.Pades;

/// <summary>
/// signer-attributes-v2 (EN 319 122-1 §5.2.6.1) with the role that the signer claims: one claimed attribute <c>name</c>
/// (2.5.4.41) of type UTF8String, as other PAdES signers write it.
/// </summary>
internal static class ClaimedRole
{
    public const string AttributeType = "0.4.0.19122.1.1";
    private const string Name = "2.5.4.41";
    private static readonly Asn1Tag ClaimedAttributes = new(TagClass.ContextSpecific, 0, isConstructed: true);

    /// <summary>The signed attribute.</summary>
    public static SignedAttribute Encode(string role)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence(ClaimedAttributes))
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Name);
            using (writer.PushSetOf())
            {
                writer.WriteCharacterString(UniversalTagNumber.UTF8String, role);
            }
        }
        return new SignedAttribute(AttributeType, writer.Encode());
    }
}
