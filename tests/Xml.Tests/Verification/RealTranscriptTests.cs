// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;
using HocBaSo.Signing.Transcripts;
using HocBaSo.Signing.Xml.Tests.Signing;

namespace HocBaSo.Signing.Xml.Tests.Verification;

/// <summary>The product's own profile and transcripts, every role in the order of the plan.</summary>
public sealed class RealTranscriptTests
{
    public static TheoryData<SchoolLevel, string> Kinds
    {
        get
        {
            var kinds = new TheoryData<SchoolLevel, string>();
            foreach (var level in SchoolLevels.All)
            {
                kinds.Add(level, SignatureProfile.Xades);
                kinds.Add(level, SignatureProfile.XmldsigDscks);
            }
            return kinds;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Verify_WhenATranscriptIsSealed_PassesAndNoChangedCharacterDoes(SchoolLevel level, string profile)
    {
        using var house = new SigningHouse(TestKey.Ec) { Profile = profile };
        var sample = SampleClass.Generate(level, 1, 2026).First();
        var text = Encoding.UTF8.GetString(await SealAsync(house, sample));
        var verifier = new XmlDocumentVerifier([TranscriptProfile.Default]);
        var context = new VerificationContext(house.Pki.Anchors, SealedDocument.Now);

        var report = verifier.Verify(Encoding.UTF8.GetBytes(text), context);

        Assert.True(report.Indication == Indication.TotalPassed, report.Reason);
        Assert.Empty(report.MissingRoles);
        Assert.Equal(sample.Claims, report.Signatures.Select(static s => s.Role!.Value));
        var random = new Random(4711);
        var places = EveryCharacterTests.Places(text);
        for (var i = 0; i < 300; i++)
        {
            var place = places[random.Next(places.Count)];
            var changed = text.Remove(place, 1).Insert(place, ((char)(text[place] + random.Next(1, 3))).ToString());
            var verdict = verifier.Verify(Encoding.UTF8.GetBytes(changed), context);
            Assert.True(verdict.Indication != Indication.TotalPassed, $"{place}: {text[place]}");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(13)]
    public async Task Verify_WhenNotEveryRoleHasSigned_PassesAndNamesTheMissing(int steps)
    {
        using var house = new SigningHouse(TestKey.Ec);
        var sample = SampleClass.Generate(SchoolLevel.Thcs, 1, 7).First();
        var signed = await SealAsync(house, sample, steps);

        var report = new XmlDocumentVerifier([TranscriptProfile.Default]).Verify(
            signed,
            new VerificationContext(house.Pki.Anchors, SealedDocument.Now)
        );

        Assert.True(report.Indication == Indication.TotalPassed, report.Reason);
        Assert.Equal(sample.Claims.Skip(steps), report.MissingRoles);
    }

    internal static async Task<byte[]> SealAsync(SigningHouse house, SampleTranscript sample, int steps = int.MaxValue)
    {
        using var document = new XmlDocumentFormat().Open(sample.Xml);
        var claims = sample.Claims.Take(steps);
        var plan = TranscriptProfile.Default.Plan(
            document.Root!.Value,
            [.. claims.Select(static c => new SigningStep(c, "i"))]
        );
        foreach (var planned in plan.Signatures)
        {
            var isSeal = planned.Claim.Role == SignerRole.PhatHanh && house.Profile == SignatureProfile.Xades;
            await house.SignAsync(
                document,
                new SignatureRequest
                {
                    Planned = planned,
                    Step = new SigningStep(planned.Claim, "i"),
                    Identity = house.Identity,
                    Algorithm = SignatureAlgorithm.EcdsaSha256,
                    Profile = house.Profile,
                    Level = isSeal ? SignatureLevel.BaselineT : SignatureLevel.BaselineB,
                    SigningTime = SigningHouse.SigningTime,
                }
            );
        }
        return document.ToSignedDocument();
    }
}
