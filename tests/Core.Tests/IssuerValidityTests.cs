// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HocBaSo.Signing.Core.Tests;

/// <summary>A certificate signs no longer, and no earlier, than the issuers that it rests on.</summary>
public sealed class IssuerValidityTests
{
    private const string Issuer = "CN=Issuing CA";

    private static readonly DateTimeOffset s_now = DateTimeOffset.FromUnixTimeSeconds(
        TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()
    );

    [Theory]
    [InlineData(SelfVerification.Full)]
    [InlineData(SelfVerification.SignatureOnly)]
    public async Task Sign_WhenAnIssuerHasEnded_IsRefusedBeforeAnythingIsWritten(SelfVerification verification)
    {
        using var house = House(verification, issuerBegins: -100, issuerEnds: -1);

        var refused = await house.SignAsync("r1", "doc", ("GVCN", "gvcn"));

        RequireRefused(house, refused, $"The issuer {Issuer} of the certificate of the identity 'gvcn' is expired.");
    }

    [Theory]
    [InlineData(SelfVerification.Full)]
    [InlineData(SelfVerification.SignatureOnly)]
    public async Task Sign_WhenAnIssuerIsNotValidYet_IsRefusedBeforeAnythingIsWritten(SelfVerification verification)
    {
        using var house = House(verification, issuerBegins: 1, issuerEnds: 500);

        var refused = await house.SignAsync("r1", "doc", ("GVCN", "gvcn"));

        RequireRefused(
            house,
            refused,
            $"The issuer {Issuer} of the certificate of the identity 'gvcn' is not valid yet."
        );
    }

    [Theory]
    [InlineData(SelfVerification.Full)]
    [InlineData(SelfVerification.SignatureOnly)]
    public async Task Sign_WhenAnIssuerEndsWithinTheDaysThatHaveToBeLeft_IsRefused(SelfVerification verification)
    {
        using var house = House(verification, issuerBegins: -100, issuerEnds: 20, minRemainingDays: 30);

        var refused = await house.SignAsync("r1", "doc", ("GVCN", "gvcn"));

        RequireRefused(
            house,
            refused,
            $"The issuer {Issuer} of the certificate of the identity 'gvcn' is valid for less than 30 days."
        );
    }

    [Theory]
    [InlineData(20, 10)]
    [InlineData(500, 200)]
    public async Task Sign_WhenTheIssuerLivesLongEnough_Signs(int issuerEnds, int minRemainingDays)
    {
        using var house = House(SelfVerification.Full, -100, issuerEnds, minRemainingDays);

        var signed = await house.SignAsync("r1", "doc", ("GVCN", "gvcn"));

        Assert.NotNull(signed.Document);
        Assert.Equal(1, house.Signer.Signatures);
        var identity = house.Current.Find("t1", "gvcn")!;
        Assert.Equal(s_now.AddDays(Math.Min(issuerEnds, 300) - minRemainingDays), identity.SignsUntil);
        Assert.Equal(s_now.AddDays(300), identity.Facts.NotAfter);
    }

    [Fact]
    public async Task Sign_WhenTheCertificateItselfHasEnded_ItsIssuerIsNotNamed()
    {
        using var house = House(SelfVerification.Full, -100, issuerEnds: 500, leafEnds: -1);

        var refused = await house.SignAsync("r1", "doc", ("GVCN", "gvcn"));

        RequireRefused(house, refused, "The certificate of the identity 'gvcn' is expired.");
    }

    [Fact]
    public void Validity_OfALongerChain_IsWhatAllShare()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var leaf = Make(key, "CN=Leaf", -10, 300);
        var issuer = Make(key, Issuer, -5, 400);
        var root = Make(key, "CN=Root", -1000, 50);

        var whole = new ChainValidity([leaf, issuer, root]);
        var alone = new ChainValidity([leaf]);

        Assert.Equal((s_now.AddDays(-5), s_now.AddDays(50)), (whole.NotBefore, whole.NotAfter));
        Assert.Equal((Issuer, "CN=Root"), (whole.LateIssuer, whole.EndingIssuer));
        Assert.Equal((s_now.AddDays(-10), s_now.AddDays(300)), (alone.NotBefore, alone.NotAfter));
        Assert.Equal((null, null), (alone.LateIssuer, alone.EndingIssuer));
        Assert.Null(whole.DefectAt(s_now.AddDays(50), 0, "certificate"));
        Assert.Equal(
            "The issuer CN=Root of the certificate is expired.",
            whole.DefectAt(s_now.AddDays(51), 0, "certificate")
        );
        Assert.Equal(
            "The certificate would be not valid yet.",
            alone.DefectAt(s_now.AddDays(-11), 0, "certificate", "would be")
        );
    }

    private static void RequireRefused(PipelineFixture house, SigningResult refused, string message)
    {
        Assert.Equal(SigningErrorKind.CertificateNotUsable, refused.Error!.Kind);
        Assert.Equal(message, refused.Error.Message);
        Assert.Equal("steps[0].identity", refused.Error.Field);
        Assert.Empty(house.Journal.Intents);
        Assert.Empty(house.Journal.Events);
        Assert.Equal(0, house.Signer.Signatures);
    }

    private static PipelineFixture House(
        SelfVerification verification,
        int issuerBegins,
        int issuerEnds,
        int minRemainingDays = 0,
        int leafEnds = 300
    )
    {
        var house = new PipelineFixture(new SigningPipelineOptions { SelfVerification = verification });
        var before = house.Current;
        X509Certificate2[] chain =
        [
            Make(house.Key, "CN=Leaf", -50, leafEnds),
            Make(house.Key, Issuer, issuerBegins, issuerEnds),
        ];
        house.Current = new CertificateCatalog(
            before.Identities.Select(i =>
                i.Identity with
                {
                    CertificateChain = chain,
                    MinRemainingDays = minRemainingDays,
                }
            ),
            new Dictionary<string, TrustAnchors> { ["t1"] = before.AnchorsOf("t1") }
        );
        return house;
    }

    private static X509Certificate2 Make(ECDsa key, string name, int begins, int ends) =>
        new CertificateRequest(name, key, HashAlgorithmName.SHA256).CreateSelfSigned(
            s_now.AddDays(begins),
            s_now.AddDays(ends)
        );
}
