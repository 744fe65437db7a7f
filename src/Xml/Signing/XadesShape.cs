// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Xml.Canonicalization;
using HocBaSo.Signing.Xml.Signatures;

namespace HocBaSo.Signing.Xml.Signing;

/// <summary>XAdES baseline B and T (EN 319 132-1 §6): exclusive C14N everywhere, one DataObjectFormat per data Reference.</summary>
internal sealed class XadesShape : SignatureShape
{
    private const string ExclusiveUri = "http://www.w3.org/2001/10/xml-exc-c14n#";

    /// <summary>The shape has no state.</summary>
    public static XadesShape Instance { get; } = new();

    /// <inheritdoc />
    public override CanonicalizationAlgorithm Canonicalization => CanonicalizationAlgorithm.Exclusive;

    /// <inheritdoc />
    public override bool HasTimestamp => true;

    /// <summary>The unsigned property with a token (EN 319 132-1 §5.3); goes into QualifyingProperties.</summary>
    public static byte[] Timestamp(ReadOnlySpan<byte> token)
    {
        using var writer = new FragmentWriter();
        writer
            .Raw("<xades:UnsignedProperties><xades:UnsignedSignatureProperties><xades:SignatureTimeStamp>"u8)
            .Raw("<ds:CanonicalizationMethod Algorithm=\""u8)
            .Plain(ExclusiveUri)
            .Raw("\"></ds:CanonicalizationMethod><xades:EncapsulatedTimeStamp>"u8)
            .Base64(token)
            .Raw("</xades:EncapsulatedTimeStamp></xades:SignatureTimeStamp>"u8)
            .Raw("</xades:UnsignedSignatureProperties></xades:UnsignedProperties>"u8);
        return writer.Written.ToArray();
    }

    /// <inheritdoc />
    public override SignatureLayout Write(
        FragmentWriter writer,
        SignatureRequest request,
        IReadOnlyList<SignedRegion> regions
    )
    {
        var id = request.Planned.SignatureId;
        var layout = new SignatureLayout { PropertiesId = "SP-" + id };
        writer.Raw("<ds:Signature xmlns:ds=\""u8).Raw(XmlNames.DsigUtf8).Raw("\" Id=\""u8).Plain(id).Raw("\">"u8);
        WriteSignedInfo(writer, request, regions, layout);
        writer.Raw("<ds:SignatureValue Id=\""u8).Plain(PlannedSignature.SignatureValueId(id)).Raw("\">"u8);
        layout.SignatureValue = writer.Reserve(ValueLength(request));
        writer.Raw("</ds:SignatureValue><ds:KeyInfo><ds:X509Data>"u8);
        foreach (var certificate in IdentityMarkup.Of(request.Identity).Certificates)
        {
            writer.Raw("<ds:X509Certificate>"u8).Raw(certificate).Raw("</ds:X509Certificate>"u8);
        }
        writer.Raw("</ds:X509Data></ds:KeyInfo>"u8);
        WriteProperties(writer, request, regions.Count);
        writer.Raw("</ds:Signature>"u8);
        return layout;
    }

    private static void WriteSignedInfo(
        FragmentWriter writer,
        SignatureRequest request,
        IReadOnlyList<SignedRegion> regions,
        SignatureLayout layout
    )
    {
        writer.Raw("<ds:SignedInfo><ds:CanonicalizationMethod Algorithm=\""u8).Plain(ExclusiveUri);
        writer.Raw("\"></ds:CanonicalizationMethod><ds:SignatureMethod Algorithm=\""u8);
        writer.Plain(AlgorithmUris.Of(request.Algorithm)).Raw("\"></ds:SignatureMethod>"u8);
        for (var i = 0; i < regions.Count; i++)
        {
            writer.Raw("<ds:Reference Id=\""u8);
            WriteReferenceId(writer, i, request).Raw("\" URI=\""u8).Plain(regions[i].Uri).Raw("\"><ds:Transforms>"u8);
            if (regions[i].IsWholeDocument)
            {
                WriteTransform(writer, XmlNames.EnvelopedSignature);
            }
            var digest = WriteDigest(writer, request, regions[i].Digest);
            layout.WholeDocumentDigest = regions[i].IsWholeDocument ? digest : layout.WholeDocumentDigest;
        }
        writer.Raw("<ds:Reference Type=\""u8).Plain(XmlNames.SignedPropertiesType);
        writer.Raw("\" URI=\"#"u8).Plain(layout.PropertiesId).Raw("\"><ds:Transforms>"u8);
        layout.PropertiesDigest = WriteDigest(writer, request, []);
        writer.Raw("</ds:SignedInfo>"u8);
    }

    // ends the Transforms, and the Reference
    private static int WriteDigest(FragmentWriter writer, SignatureRequest request, byte[] digest)
    {
        WriteTransform(writer, ExclusiveUri);
        writer.Raw("</ds:Transforms><ds:DigestMethod Algorithm=\""u8).Plain(DigestUri(request));
        writer.Raw("\"></ds:DigestMethod><ds:DigestValue>"u8);
        var start = writer.Length;
        if (digest.Length > 0)
        {
            writer.Base64(digest);
        }
        else
        {
            writer.Reserve(DigestLength(request.Algorithm.Digest));
        }
        writer.Raw("</ds:DigestValue></ds:Reference>"u8);
        return start;
    }

    private static void WriteTransform(FragmentWriter writer, string algorithm) =>
        writer.Raw("<ds:Transform Algorithm=\""u8).Plain(algorithm).Raw("\"></ds:Transform>"u8);

    private static FragmentWriter WriteReferenceId(FragmentWriter writer, int index, SignatureRequest request) =>
        writer
            .Raw("R"u8)
            .Plain(index.ToString(System.Globalization.CultureInfo.InvariantCulture))
            .Raw("-"u8)
            .Plain(request.Planned.SignatureId);

    private static void WriteProperties(FragmentWriter writer, SignatureRequest request, int references)
    {
        var id = request.Planned.SignatureId;
        var markup = IdentityMarkup.Of(request.Identity);
        writer.Raw("<ds:Object><xades:QualifyingProperties xmlns:xades=\""u8).Raw(XmlNames.XadesUtf8);
        writer.Raw("\" Target=\"#"u8).Plain(id).Raw("\"><xades:SignedProperties Id=\"SP-"u8).Plain(id);
        writer.Raw("\"><xades:SignedSignatureProperties><xades:SigningTime>"u8).Plain(Time(request.SigningTime));
        writer.Raw("</xades:SigningTime><xades:SigningCertificateV2><xades:Cert><xades:CertDigest>"u8);
        writer.Raw("<ds:DigestMethod Algorithm=\""u8).Plain(DigestUri(request));
        writer.Raw("\"></ds:DigestMethod><ds:DigestValue>"u8);
        writer.Base64(markup.CertificateDigest(request.Algorithm.Digest));
        writer.Raw("</ds:DigestValue></xades:CertDigest></xades:Cert></xades:SigningCertificateV2>"u8);
        writer.Raw("<xades:SignerRoleV2><xades:ClaimedRoles><xades:ClaimedRole>"u8).Text(request.Step.ClaimedRole);
        writer.Raw("</xades:ClaimedRole></xades:ClaimedRoles></xades:SignerRoleV2>"u8);
        writer.Raw("</xades:SignedSignatureProperties><xades:SignedDataObjectProperties>"u8);
        for (var i = 0; i < references; i++)
        {
            writer.Raw("<xades:DataObjectFormat ObjectReference=\"#"u8);
            WriteReferenceId(writer, i, request)
                .Raw("\"><xades:MimeType>text/xml</xades:MimeType></xades:DataObjectFormat>"u8);
        }
        writer.Raw("</xades:SignedDataObjectProperties></xades:SignedProperties>"u8);
        writer.Raw("</xades:QualifyingProperties></ds:Object>"u8);
    }
}
