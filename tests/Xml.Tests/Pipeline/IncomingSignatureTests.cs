// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;
using HocBaSo.Signing.Transcripts;
using HocBaSo.Signing.Xml.Tests.Signing;

namespace HocBaSo.Signing.Xml.Tests.Pipeline;

/// <summary>Signatures that a transcript comes with are verified before anything is signed over them.</summary>
public sealed class IncomingSignatureTests : IDisposable
{
    private static readonly SampleTranscript s_sample = SampleClass.Generate(SchoolLevel.TieuHoc, 1, 7).Single();
    private static readonly RoleClaim s_teacher = new(SignerRole.Gvcn);
    private static readonly RoleClaim s_head = new(SignerRole.Cbql);
    private static readonly RoleClaim s_seal = new(SignerRole.PhatHanh);

    private readonly TranscriptHouse _house = new(s_sample);

    private static string Unsigned => Encoding.UTF8.GetString(s_sample.Xml);

    public void Dispose() => _house.Dispose();

    [Theory]
    [InlineData(SelfVerification.Full)]
    [InlineData(SelfVerification.SignatureOnly)]
    public async Task Sign_WhenRolesSignOneAfterAnother_TheTranscriptPasses(SelfVerification mode)
    {
        using var house = new TranscriptHouse(s_sample, mode);
        var text = Unsigned;
        foreach (var claim in s_sample.Claims)
        {
            text = Text(await house.SignAsync(text, claim));
        }

        var report = house.Verifier.Verify(Encoding.UTF8.GetBytes(text), house.Context);

        Assert.Equal((null, Indication.TotalPassed, 3), (report.Reason, report.Indication, report.Signatures.Count));
    }

    [Theory]
    [InlineData(SelfVerification.Full)]
    [InlineData(SelfVerification.SignatureOnly)]
    public async Task Sign_WhenTheSignaturesOfOthersAreEmpty_NothingIsSigned(SelfVerification mode)
    {
        using var house = new TranscriptHouse(s_sample, mode);
        var code = s_sample.Transcript.Header.LookupCode;
        var containers = string.Concat(
            new[] { s_teacher, s_head }.Select(r =>
                $"<{r}><ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" Id=\"{r}-{code}\"/></{r}>"
            )
        );
        var text = Unsigned.Replace("<DSCKS></DSCKS>", $"<DSCKS>{containers}</DSCKS>", StringComparison.Ordinal);

        var result = await house.SignAsync(text, s_seal);

        Assert.Equal((SigningErrorKind.MalformedDocument, "document"), (result.Error?.Kind, result.Error?.Field));
        Assert.Equal(0, house.Signatures);
        Assert.Empty(house.Journal.Intents);
    }

    [Theory]
    [InlineData(SelfVerification.Full)]
    [InlineData(SelfVerification.SignatureOnly)]
    public async Task Sign_WhenNobodyTrustsTheTeacher_NeitherHeadNorSchoolSign(SelfVerification mode)
    {
        using var house = new TranscriptHouse(s_sample, mode);
        var foreign = await ForeignAsync();

        var head = await house.SignAsync(foreign, s_head);
        var all = await house.SignAsync(foreign, s_head, s_seal);

        foreach (var result in new[] { head, all })
        {
            Assert.Equal((SigningErrorKind.OutOfOrder, "document"), (result.Error?.Kind, result.Error?.Field));
            Assert.Equal(
                "CBQL can't sign: the signature of GVCN is not trusted (INDETERMINATE, NO_CERTIFICATE_CHAIN_FOUND).",
                result.Error?.Message
            );
        }
        Assert.Equal(0, house.Signatures);
        Assert.Empty(house.Journal.Intents);
    }

    [Fact]
    public async Task Sign_WhenThrowAwayKeysMadeAllThatComesBeforeTheSeal_TheSchoolDoesNotSeal()
    {
        using var stranger = new SigningHouse(TestKey.Ec);
        var foreign = Encoding.UTF8.GetString(
            await Verification.RealTranscriptTests.SealAsync(stranger, s_sample, steps: 2)
        );

        var result = await _house.SignAsync(foreign, s_seal);

        Assert.Equal(SigningErrorKind.OutOfOrder, result.Error?.Kind);
        Assert.Equal(0, _house.Signatures);
    }

    [Fact]
    public async Task Sign_WhenATeacherSignsBesideOneWhomNobodyTrusts_TheTeacherSigns()
    {
        var sample = SampleClass.Generate(SchoolLevel.Thcs, 1, 7).Single();
        using var house = new TranscriptHouse(sample);
        using var stranger = new SigningHouse(TestKey.Ec);
        var foreign = Encoding.UTF8.GetString(
            await Verification.RealTranscriptTests.SealAsync(stranger, sample, steps: 1)
        );

        var result = await house.SignAsync(foreign, sample.Claims[1]);

        Assert.True(result.IsSigned, result.Error?.Message);
    }

    private static async Task<string> ForeignAsync()
    {
        using var stranger = new SigningHouse(TestKey.Ec);
        return Encoding.UTF8.GetString(await Verification.RealTranscriptTests.SealAsync(stranger, s_sample, steps: 1));
    }

    private static string Text(SigningResult result)
    {
        Assert.True(result.IsSigned, result.Error?.Message);
        return Encoding.UTF8.GetString(result.Document.Document.Span);
    }
}
