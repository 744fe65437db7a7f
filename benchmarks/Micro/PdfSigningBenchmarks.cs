// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Benchmarks;

/// <summary>Steps 3 and 7 of a PDF: open, prepare, complete, with a signature value that is fixed.</summary>
public class PdfSigningBenchmarks
{
    private static readonly byte[] FixedValue = [.. Enumerable.Repeat((byte)0x55, 64)];
    private readonly PdfDocumentFormat _format = new();
    private byte[] _pdf = [];
    private SignatureRequest _request = null!;

    [GlobalSetup]
    public void SetUp()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var claim = new RoleClaim(SignerRole.Gvcn);
        _request = new SignatureRequest
        {
            Planned = new PlannedSignature(claim, "GVCN") { SignedIds = [] },
            Step = new SigningStep(claim, "i"),
            Identity = TestIdentity.Of(TestIdentity.SelfSigned(key)),
            Algorithm = SignatureAlgorithm.EcdsaSha256,
            Profile = SignatureProfile.Pades,
            Level = SignatureLevel.BaselineB,
            SigningTime = DateTimeOffset.UnixEpoch,
        };
        _pdf = FivePages(60 << 10);
    }

    [Benchmark(Description = "one B-B signature, five pages, 60 KB")]
    public byte[] OneSignature()
    {
        using var document = _format.Open(_pdf);
        document.Complete(document.Prepare(_request), FixedValue, null);
        return document.ToSignedDocument();
    }

    private static byte[] FivePages(int length)
    {
        const int Pages = 5;
        var text = new StringBuilder("%PDF-1.7\n");
        var offsets = new List<int>();
        void Add(string body)
        {
            offsets.Add(text.Length);
            text.Append(CultureInfo.InvariantCulture, $"{offsets.Count} 0 obj\n{body}\nendobj\n");
        }
        Add("<< /Type /Catalog /Pages 2 0 R >>");
        Add("<< /Type /Pages /Kids [3 0 R 5 0 R 7 0 R 9 0 R 11 0 R] /Count 5 >>");
        var content = new string('x', (length / Pages) - 200);
        for (var page = 0; page < Pages; page++)
        {
            Add($"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {4 + (2 * page)} 0 R >>");
            Add($"<< /Length {content.Length} >>\nstream\n{content}\nendstream");
        }
        var xref = text.Length;
        text.Append(CultureInfo.InvariantCulture, $"xref\n0 {offsets.Count + 1}\n0000000000 65535 f \n");
        offsets.ForEach(o => text.Append(CultureInfo.InvariantCulture, $"{o:D10} 00000 n \n"));
        text.Append(
            CultureInfo.InvariantCulture,
            $"trailer\n<< /Size {offsets.Count + 1} /Root 1 0 R >>\nstartxref\n{xref}\n%%EOF\n"
        );
        return Encoding.Latin1.GetBytes(text.ToString());
    }
}
