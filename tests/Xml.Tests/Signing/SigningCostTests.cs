// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;
using HocBaSo.Signing.Transcripts;
using HocBaSo.Signing.Xml.Tests.Pipeline;

namespace HocBaSo.Signing.Xml.Tests.Signing;

/// <summary>Documents that are made to cost are refused quickly, before the HSM is asked.</summary>
public sealed class SigningCostTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(1);
    private static readonly SampleTranscript s_sample = SampleClass.Generate(SchoolLevel.TieuHoc, 1, 7).Single();

    [Theory]
    [InlineData("GVCN", "CBQL")] // covers the GVCN's SignatureValue
    [InlineData("GVCN CBQL", "PHAT_HANH")] // covers everything
    public void Prepare_WhenASignatureInTheDocumentHasAHugeCanonicalForm_IsRefusedUnderASecond(
        string signed,
        string role
    )
    {
        using var house = new SigningHouse(TestKey.Ec);
        using var document = new XmlDocumentFormat().Open(Encoding.UTF8.GetBytes(Bomb(signed)));
        Assert.True(RoleClaim.TryParse(role, out var claim));
        var step = new SigningStep(claim, "i");
        var plan = TranscriptProfile.Default.Plan(document.Root!.Value, [step]);
        var request = new SignatureRequest
        {
            Planned = plan.Signatures.Single(),
            Step = step,
            Identity = house.Identity,
            Algorithm = SignatureAlgorithm.EcdsaSha256,
            Profile = SignatureProfile.Xades,
            Level = SignatureLevel.BaselineB,
            SigningTime = SigningHouse.SigningTime,
        };
        var start = CpuClock.Now;

        var fault = Assert.Throws<SigningException>(() => document.Prepare(request));

        Assert.Equal((SigningErrorKind.DocumentTooLarge, "document"), (fault.Kind, fault.Field));
        Assert.InRange(CpuClock.Now - start, TimeSpan.Zero, s_limit);
    }

    [Theory]
    [InlineData("GVCN", "CBQL")]
    [InlineData("GVCN CBQL", "PHAT_HANH")]
    public async Task Sign_WhenASignatureInTheDocumentHasAHugeCanonicalForm_TheHsmIsNotAsked(string signed, string role)
    {
        using var house = new TranscriptHouse(s_sample);
        Assert.True(RoleClaim.TryParse(role, out var claim));
        var start = CpuClock.Now;

        var result = await house.SignAsync(Bomb(signed), claim);

        Assert.False(result.IsSigned);
        Assert.Equal(0, house.Signatures);
        Assert.Empty(house.Journal.Intents);
        Assert.InRange(CpuClock.Now - start, TimeSpan.Zero, 2 * s_limit);
    }

    [Theory]
    [InlineData(1_040_000, 1 << 20)]
    [InlineData(12 << 20, 16 << 20)]
    public async Task Sign_WhenTheDocumentIsLargeAndKeysAreOfSeveralCurves_EveryRoleSigns(int bytes, int maxXmlBytes)
    {
        var sample = SampleClass.Generate(SchoolLevel.Thcs, 1, 7).Single();
        using var house = new TranscriptHouse(sample, maxXmlBytes: maxXmlBytes);

        var result = await house.SignAsync(Padded(sample, bytes), sample.Claims);

        Assert.True(result.IsSigned, result.Error?.Message);
        var report = house.Verifier.Verify(result.Document.Document, house.Context);
        Assert.Equal((null, Indication.TotalPassed, 16), (report.Reason, report.Indication, report.Signatures.Count));
    }

    /// <summary>A sample with a remark that makes it so many bytes long.</summary>
    internal static string Padded(SampleTranscript sample, int bytes)
    {
        var text = Encoding.UTF8.GetString(sample.Xml);
        var remark = text.IndexOf("</NhanXet>", StringComparison.Ordinal);
        Assert.True(remark > 0);
        return text.Insert(remark, new string('x', bytes - sample.Xml.Length));
    }

    // In exclusive canonicalization every n:a declares its 60,000 bytes of namespace: gigabytes of one megabyte.
    private static string Bomb(string signed)
    {
        var code = s_sample.Transcript.Header.LookupCode;
        var used = string.Concat(Enumerable.Repeat("<n:a/>", 85_000));
        var first = true;
        var containers = new StringBuilder();
        foreach (var role in signed.Split(' '))
        {
            containers.Append(
                System.Globalization.CultureInfo.InvariantCulture,
                $"<{role}><ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" xmlns:n=\"urn:{new string('n', 60_000)}\" Id=\"{role}-{code}\"><ds:SignatureValue Id=\"SV-{role}-{code}\">{(first ? used : "<n:a/>")}</ds:SignatureValue></ds:Signature></{role}>"
            );
            first = false;
        }
        return Encoding
            .UTF8.GetString(s_sample.Xml)
            .Replace("<DSCKS></DSCKS>", $"<DSCKS>{containers}</DSCKS>", StringComparison.Ordinal);
    }
}
