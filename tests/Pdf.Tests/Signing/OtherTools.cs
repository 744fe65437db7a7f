// SPDX-License-Identifier: Apache-2.0
using System.Text;
using System.Text.RegularExpressions;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pdf.Tests.Signing;

/// <summary>Asks pdfsig, qpdf and openssl about signed PDFs. They find signatures by a search of their own.</summary>
internal static partial class OtherTools
{
    /// <summary>One signature as a plain search finds it.</summary>
    internal sealed record Found(byte[] SignedOctets, byte[] Cms, string SubFilter, bool CoversAll)
    {
        public bool IsTimestamp => SubFilter == "ETSI.RFC3161";
    }

    /// <summary>qpdf finds no fault, pdfsig calls every signature valid, openssl as well, document timestamps too.</summary>
    public static void RequireValid(PdfHouse house, byte[] pdf, int signatures, int timestamps = 0)
    {
        RequireWhole(house, pdf);
        var said = OutsideTool.Run("pdfsig", "-nocert", house.Folder.File("signed.pdf")).Output;
        Assert.True(Count(said, "Signature Validation: Signature is Valid.") == signatures, said);
        Assert.True(Count(said, "Total document signed") == 1, said);
        var found = Find(pdf);
        Assert.Equal((signatures, timestamps), (found.Count(f => !f.IsTimestamp), found.Count(f => f.IsTimestamp)));
        Assert.True(found[^1].CoversAll);
        found.FindAll(f => !f.IsTimestamp).ForEach(f => RequireOpenSsl(house, f));
        found.FindAll(f => f.IsTimestamp).ForEach(f => RequireToken(house, f.Cms, f.SignedOctets));
    }

    /// <summary>qpdf finds no fault.</summary>
    public static void RequireWhole(PdfHouse house, byte[] pdf)
    {
        var file = house.Folder.Write("signed.pdf", pdf);
        var (exit, output, error) = OutsideTool.Run("qpdf", "--check", file);
        Assert.True(exit == 0 && !output.Contains("WARNING", StringComparison.Ordinal), output + error);
    }

    /// <summary>openssl checks the CMS value over the octets, up to the root.</summary>
    public static void RequireOpenSsl(PdfHouse house, Found found)
    {
        var (exit, output, error) = OutsideTool.Run(
            "openssl",
            "cms",
            "-verify",
            "-binary",
            "-purpose",
            "any",
            "-inform",
            "DER",
            "-in",
            house.Folder.Write("value.der", found.Cms),
            "-content",
            house.Folder.Write("content.bin", found.SignedOctets),
            "-CAfile",
            house.Folder.Write("root.pem", house.Pki.Root.Certificate.ExportCertificatePem()),
            "-out",
            "/dev/null"
        );
        Assert.True(exit == 0, output + error);
    }

    /// <summary>openssl checks the timestamp in the CMS value over the value's own octets.</summary>
    public static void RequireTimestamp(PdfHouse house, Found found)
    {
        var cms = new System.Security.Cryptography.Pkcs.SignedCms(
            new System.Security.Cryptography.Pkcs.ContentInfo(found.SignedOctets),
            detached: true
        );
        cms.Decode(found.Cms);
        var signer = cms.SignerInfos[0];
        var token = signer
            .UnsignedAttributes.Cast<System.Security.Cryptography.CryptographicAttributeObject>()
            .Single(a => a.Oid.Value == "1.2.840.113549.1.9.16.2.14")
            .Values[0]
            .RawData;
        RequireToken(house, token, signer.GetSignature());
    }

    /// <summary>openssl checks a token over the octets, up to the authority's root.</summary>
    public static void RequireToken(PdfHouse house, byte[] token, byte[] octets)
    {
        var (exit, output, error) = OutsideTool.Run(
            "openssl",
            "ts",
            "-verify",
            "-token_in",
            "-in",
            house.Folder.Write("token.der", token),
            "-data",
            house.Folder.Write("value.bin", octets),
            "-CAfile",
            house.Folder.Write("tsa.pem", house.Pki.TimestampRoot.Certificate.ExportCertificatePem())
        );
        Assert.True(exit == 0, output + error);
    }

    /// <summary>Every page looks as it did.</summary>
    public static void RequireSamePages(PdfHouse house, byte[] before, byte[] after)
    {
        var (one, two) = (Pixels(house, "before", before), Pixels(house, "after", after));
        Assert.NotEmpty(one);
        Assert.Equal(one.Count, two.Count);
        for (var i = 0; i < one.Count; i++)
        {
            Assert.Equal(one[i], two[i]);
        }
    }

    private static List<byte[]> Pixels(PdfHouse house, string name, byte[] pdf)
    {
        var folder = Directory.CreateDirectory(house.Folder.File(name)).FullName;
        var file = house.Folder.Write(name + ".pdf", pdf);
        var (exit, output, error) = OutsideTool.Run("pdftoppm", "-r", "40", file, Path.Combine(folder, "page"));
        Assert.True(exit == 0, output + error);
        var pages = Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(File.ReadAllBytes).ToList();
        Directory.Delete(folder, recursive: true);
        return pages;
    }

    /// <summary>The signatures, by their /ByteRange.</summary>
    public static List<Found> Find(byte[] pdf)
    {
        var text = Encoding.Latin1.GetString(pdf);
        var found = new List<Found>();
        foreach (Match match in ByteRange().Matches(text))
        {
            int[] range =
            [
                .. match.Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse),
            ];
            Assert.Equal(0, range[0]);
            byte[] octets = [.. pdf.AsSpan(0, range[1]), .. pdf.AsSpan(range[2], range[3])];
            var hex = text[(range[1] + 1)..(range[2] - 1)];
            Assert.Equal(('<', '>'), (text[range[1]], text[range[2] - 1]));
            var padded = Convert.FromHexString(hex);
            var filter = SubFilter().Matches(text[..match.Index])[^1].Groups[1].Value;
            found.Add(new Found(octets, padded[..DerLength(padded)], filter, range[2] + range[3] == pdf.Length));
        }
        return found;
    }

    public static int Count(string text, string part) => text.Split(part).Length - 1;

    private static int DerLength(byte[] der)
    {
        System.Formats.Asn1.AsnDecoder.ReadEncodedValue(
            der,
            System.Formats.Asn1.AsnEncodingRules.BER,
            out _,
            out _,
            out var length
        );
        return length;
    }

    [GeneratedRegex(@"/SubFilter /([A-Za-z0-9.]+)")]
    private static partial Regex SubFilter();

    [GeneratedRegex(@"/ByteRange \[([0-9 ]+)\]")]
    private static partial Regex ByteRange();
}
