// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Xml.Canonicalization;
using HocBaSo.Signing.Xml.Signatures;

namespace HocBaSo.Signing.Xml.Signing;

/// <summary>
/// The tax authority's shape (compat): inclusive C14N 1.0, References without Transforms, signing time and role in a
/// referenced Object with SignatureProperties (xmldsig-core1 §5.2).
/// </summary>
internal sealed class DscksShape : SignatureShape
{
    /// <summary>The shape has no state.</summary>
    public static DscksShape Instance { get; } = new();

    /// <inheritdoc />
    public override CanonicalizationAlgorithm Canonicalization => CanonicalizationAlgorithm.Inclusive10;

    /// <inheritdoc />
    public override bool HasTimestamp => false;

    /// <inheritdoc />
    public override SignatureLayout Write(
        FragmentWriter writer,
        SignatureRequest request,
        IReadOnlyList<SignedRegion> regions
    )
    {
        var id = request.Planned.SignatureId;
        var layout = new SignatureLayout { PropertiesId = "ST-" + id };
        writer.Raw("<Signature xmlns=\""u8).Raw(XmlNames.DsigUtf8).Raw("\" Id=\""u8).Plain(id);
        writer.Raw("\"><SignedInfo><CanonicalizationMethod Algorithm=\""u8);
        writer.Plain(CanonicalizationUri.Of(Canonicalization.Method));
        writer.Raw("\"></CanonicalizationMethod><SignatureMethod Algorithm=\""u8);
        writer.Plain(AlgorithmUris.Of(request.Algorithm)).Raw("\"></SignatureMethod>"u8);
        foreach (var region in regions)
        {
            var digest = WriteReference(writer, request, region);
            layout.WholeDocumentDigest = region.IsWholeDocument ? digest : layout.WholeDocumentDigest;
        }
        layout.PropertiesDigest = WriteReference(writer, request, new SignedRegion("#" + layout.PropertiesId, []));
        writer.Raw("</SignedInfo><SignatureValue Id=\""u8).Plain(PlannedSignature.SignatureValueId(id)).Raw("\">"u8);
        layout.SignatureValue = writer.Reserve(ValueLength(request));
        writer.Raw("</SignatureValue><KeyInfo><X509Data>"u8);
        foreach (var certificate in IdentityMarkup.Of(request.Identity).Certificates)
        {
            writer.Raw("<X509Certificate>"u8).Raw(certificate).Raw("</X509Certificate>"u8);
        }
        writer.Raw("</X509Data></KeyInfo>"u8);
        WriteProperties(writer, request);
        writer.Raw("</Signature>"u8);
        return layout;
    }

    private static int WriteReference(FragmentWriter writer, SignatureRequest request, SignedRegion region)
    {
        writer.Raw("<Reference URI=\""u8).Plain(region.Uri).Raw("\">"u8);
        if (region.IsWholeDocument)
        {
            writer.Raw("<Transforms><Transform Algorithm=\""u8).Plain(XmlNames.EnvelopedSignature);
            writer.Raw("\"></Transform></Transforms>"u8);
        }
        writer.Raw("<DigestMethod Algorithm=\""u8).Plain(DigestUri(request)).Raw("\"></DigestMethod><DigestValue>"u8);
        var start = writer.Length;
        if (region.Digest.Length > 0)
        {
            writer.Base64(region.Digest);
        }
        else
        {
            writer.Reserve(DigestLength(request.Algorithm.Digest));
        }
        writer.Raw("</DigestValue></Reference>"u8);
        return start;
    }

    private static void WriteProperties(FragmentWriter writer, SignatureRequest request)
    {
        var id = request.Planned.SignatureId;
        writer.Raw("<Object Id=\"ST-"u8).Plain(id).Raw("\"><SignatureProperties><SignatureProperty Target=\"#"u8);
        writer.Plain(id).Raw("\"><SigningTime xmlns=\""u8).Raw(XmlNames.SignaturePropertiesUtf8).Raw("\">"u8);
        writer.Plain(Time(request.SigningTime)).Raw("</SigningTime><ClaimedRole xmlns=\""u8);
        writer.Raw(XmlNames.SignaturePropertiesUtf8).Raw("\">"u8).Text(request.Step.ClaimedRole);
        writer.Raw("</ClaimedRole></SignatureProperty></SignatureProperties></Object>"u8);
    }
}
