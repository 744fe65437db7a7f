// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using HocBaSo.Signing.Pdf.Verification;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pdf.Tests.Verification;

/// <summary>Signs small PDFs by hand, so that every part of them may be wrong on purpose.</summary>
internal sealed record HandSigned
{
    private const int UsualLength = 6000;
    private const string RangePlace = "[0 0000000000 0000000000 0000000000]";

    public string SignatureEntries { get; init; } = "";

    public string FieldEntries { get; init; } = "";

    public string FieldName { get; init; } = "S1";

    /// <summary>The claimed role in signer-attributes-v2; null for none.</summary>
    public string? ClaimedRole { get; init; }

    public string CatalogEntries { get; init; } = "";

    public string MoreAnnotations { get; init; } = "";

    public string MoreFields { get; init; } = "";

    public string Fields { get; init; } = "4 0 R 7 0 R";

    public string FontResources { get; init; } = "/F1 9 0 R";

    public string FontEntries { get; init; } = "";

    public string TrailerEntries { get; init; } = "";

    public string PageContents { get; init; } = "8 0 R";

    public string SubFilter { get; init; } = "adbe.pkcs7.detached";

    /// <summary>Two signers of the same content.</summary>
    public bool TwoSigners { get; init; }

    public bool EContentInside { get; init; }

    /// <summary>The signer's, with its key; null for one that nobody issued.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Makes the value from the covered octets; null for a CMS value.</summary>
    public Func<byte[], byte[]>? Value { get; init; }

    /// <summary>Hexadecimal digits of /Contents.</summary>
    public int ContentsLength { get; init; } = UsualLength;

    /// <summary>Octets behind the CMS value.</summary>
    public byte[] Tail { get; init; } = [];

    /// <summary>A signature dictionary whose places <see cref="Sign"/> fills.</summary>
    public static string Dictionary(
        string entries = "/Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached",
        int contentsLength = UsualLength
    ) => $"<< {entries} /ByteRange {RangePlace} /Contents <{new string('0', contentsLength)}> >>";

    /// <summary>The signed file.</summary>
    public byte[] Build() => BuildWith();

    /// <summary>The same with more objects, from number 14.</summary>
    public byte[] BuildWith(params string[] more) => Sign(BuildUnsigned(more));

    /// <summary>The file with places for the signature.</summary>
    public byte[] BuildUnsigned(params string[] more)
    {
        var contents = new string('0', ContentsLength);
        return Signing.HandMadePdf.BuildWith(
            TrailerEntries,
            [
                $"<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R {CatalogEntries} >>",
                "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                $"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents {PageContents} /Annots [4 0 R 7 0 R{Spaced(MoreAnnotations)}] "
                    + $"/Resources << /Font << {FontResources} >> >> >>",
                $"<< /Type /Annot /Subtype /Widget /FT /Sig /T ({FieldName}) /Rect [0 0 0 0] /P 3 0 R /V 5 0 R {FieldEntries} >>",
                $"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /{SubFilter} /Reason (Diem 8) /Name (An) {SignatureEntries} "
                    + $"/ByteRange {RangePlace} /Contents <{contents}> >>",
                $"<< /Fields [{Fields}{Spaced(MoreFields)}] /SigFlags 3 >>",
                "<< /Type /Annot /Subtype /Widget /FT /Tx /T (Diem) /V (8) /Rect [9 9 99 99] /P 3 0 R /AP << /N 10 0 R >> >>",
                "<< /Length 29 >>\nstream\nBT /F1 9 Tf (Diem 8) Tj ET  \nendstream",
                $"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica {FontEntries} >>",
                "<< /Type /XObject /Subtype /Form /BBox [0 0 90 90] /Length 14 >>\nstream\nBT (8) Tj ET  \nendstream",
                "<< /Length 29 >>\nstream\nBT /F1 9 Tf (Diem 9) Tj ET  \nendstream",
                "<< /Type /Pages /Kids [13 0 R] /Count 1 >>",
                "<< /Type /Page /Parent 12 0 R /MediaBox [0 0 300 300] /Contents 11 0 R >>",
                .. more,
            ]
        );
    }

    /// <summary>Signs a whole file that has places for one signature; another file is given back as it is.</summary>
    public byte[] Sign(byte[] pdf)
    {
        var start = pdf.AsSpan().IndexOf(Encoding.ASCII.GetBytes($"<{new string('0', ContentsLength)}>"));
        var place = pdf.AsSpan().IndexOf(Encoding.ASCII.GetBytes(RangePlace));
        if (start < 0 || place < 0)
        {
            return pdf;
        }
        var end = start + ContentsLength + 2;
        var range = string.Create(CultureInfo.InvariantCulture, $"[0 {start:D10} {end:D10} {pdf.Length - end:D10}]");
        Encoding.ASCII.GetBytes(range).CopyTo(pdf, place);
        Fill(pdf, start, end);
        return pdf;
    }

    /// <summary>Makes the value over all but a gap, into that gap.</summary>
    public void Fill(byte[] pdf, int start, int end)
    {
        byte[] covered = [.. pdf[..start], .. pdf[end..]];
        byte[] value = [.. Value?.Invoke(covered) ?? Cms(covered), .. Tail];
        Encoding.ASCII.GetBytes(Convert.ToHexString(value)).CopyTo(pdf, start + 1);
    }

    private static string Spaced(string more) => more.Length == 0 ? "" : " " + more;

    /// <summary>A CMS value over octets.</summary>
    public static byte[] CmsOf(byte[] covered) => new HandSigned().Cms(covered);

    /// <summary>A CMS value over octets, with timestamp tokens over its signature value.</summary>
    public static byte[] StampedCmsOf(byte[] covered, IEnumerable<TestTimestampAuthority> authorities)
    {
        var cms = new SignedCms(new ContentInfo(covered), detached: true);
        cms.ComputeSignature(new HandSigned().Signer());
        var value = cms.SignerInfos[0].GetSignature();
        foreach (var authority in authorities)
        {
            var token = authority.StampAsync(value).AsTask().GetAwaiter().GetResult();
            cms.SignerInfos[0].AddUnsignedAttribute(new AsnEncodedData(new Oid(Oids.SignatureTimestamp), token));
        }
        return cms.Encode();
    }

    private byte[] Cms(byte[] covered)
    {
        var cms = new SignedCms(new ContentInfo(covered), detached: !EContentInside);
        cms.ComputeSignature(Signer());
        if (TwoSigners)
        {
            cms.ComputeSignature(Signer());
        }
        return cms.Encode();
    }

    // One key for all: most of the time of a test would go into new ones.
    private static readonly X509Certificate2 s_certificate = NewCertificate();

    private static X509Certificate2 NewCertificate()
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=An", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(90));
    }

    private CmsSigner Signer()
    {
        var signer = new CmsSigner(Certificate ?? s_certificate)
        {
            DigestAlgorithm = new Oid("2.16.840.1.101.3.4.2.1"),
            IncludeOption = X509IncludeOption.EndCertOnly,
        };
        signer.SignedAttributes.Add(new Pkcs9SigningTime(DateTime.UnixEpoch.AddYears(56)));
        if (ClaimedRole is { } role)
        {
            var attribute = Pades.ClaimedRole.Encode(role);
            signer.SignedAttributes.Add(new AsnEncodedData(attribute.Type, attribute.Value.ToArray()));
        }
        return signer;
    }
}
