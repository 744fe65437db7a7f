// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HocBaSo.Signing.Core.Tests;

/// <summary>What is wrong with a request is told with its field, before anything is signed.</summary>
public sealed class RefusedRequestTests : IDisposable
{
    private readonly PipelineFixture _house = new();

    public void Dispose() => _house.Dispose();

    [Theory]
    [InlineData("GVCN", "nobody", SigningErrorKind.IdentityNotFound)]
    [InlineData("GVCN", "toan", SigningErrorKind.NotPermitted)]
    [InlineData("GVBM:VAN", "toan", SigningErrorKind.NotPermitted)]
    [InlineData("GVCN", "school", SigningErrorKind.NotPermitted)]
    [InlineData("PHAT_HANH", "head", SigningErrorKind.NotPermitted)]
    [InlineData("GVCN", "stranger", SigningErrorKind.NotPermitted)]
    public async Task Sign_WhenTheIdentityMayNot_IsRefusedAndNothingIsSigned(
        string role,
        string identity,
        SigningErrorKind kind
    )
    {
        var result = await _house.SignAsync("r1", "doc", (role, identity));

        Assert.Equal(kind, result.Error!.Kind);
        Assert.Equal("steps[0].identity", result.Error.Field);
        Assert.Equal(0, _house.Signer.Signatures);
        Assert.Empty(_house.Journal.Intents);
    }

    [Fact]
    public async Task Sign_WhenTheCallerIsUnknown_IsRefused()
    {
        _house.CallerIsKnown = false;

        var result = await _house.SignAsync("r1", "doc", ("GVCN", "gvcn"));

        Assert.Equal(SigningErrorKind.NotPermitted, result.Error!.Kind);
        Assert.Equal([SigningErrorKind.NotPermitted], _house.Failures);
    }

    [Theory]
    [InlineData(-1, X509KeyUsageFlags.DigitalSignature)]
    [InlineData(10, X509KeyUsageFlags.KeyCertSign)]
    public async Task Sign_WhenTheCertificateIsNotUsable_IsRefused(int daysLeft, X509KeyUsageFlags usage)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _house.Current = PipelineFixture.Catalog(key, daysLeft, usage);

        var result = await _house.SignAsync("r1", "doc", ("GVCN", "gvcn"));

        Assert.Equal(SigningErrorKind.CertificateNotUsable, result.Error!.Kind);
    }

    [Theory]
    [InlineData("", "doc", "request_id")]
    [InlineData("has space", "doc", "request_id")]
    [InlineData("r1", "", "document")]
    public async Task Sign_WhenTheRequestIsWrong_NamesTheField(string id, string document, string field)
    {
        var result = await _house.SignAsync(id, document, ("GVCN", "gvcn"));

        Assert.Equal(SigningErrorKind.InvalidRequest, result.Error!.Kind);
        Assert.Equal(field, result.Error.Field);
    }

    [Theory]
    [InlineData("Nguyễn Văn An", SigningCapacity.None, "steps[0].capacity")]
    [InlineData(null, SigningCapacity.Kt, "steps[0].capacity")]
    [InlineData("An;capacity=KT", SigningCapacity.Kt, "steps[0].on_behalf_of")]
    [InlineData("a\nb", SigningCapacity.Kt, "steps[0].on_behalf_of")]
    public async Task Sign_WhenAReplacementIsWrong_NamesTheField(
        string? onBehalfOf,
        SigningCapacity capacity,
        string field
    )
    {
        var step = new SigningStep(new RoleClaim(SignerRole.Gvcn), "gvcn")
        {
            OnBehalfOf = onBehalfOf,
            Capacity = capacity,
        };
        var request = PipelineFixture.Request("r1", "doc") with { Steps = [step] };

        var result = await _house.Pipeline.SignAsync(request, CancellationToken.None);

        Assert.Equal(field, result.Error!.Field);
    }

    [Fact]
    public async Task Sign_WhenAReplacementHoldsALoneSurrogate_NamesTheField()
    {
        var step = new SigningStep(new RoleClaim(SignerRole.Gvcn), "gvcn")
        {
            OnBehalfOf = "An\ud800",
            Capacity = SigningCapacity.Kt,
        };

        var result = await _house.Pipeline.SignAsync(
            PipelineFixture.Request("r1", "doc") with
            {
                Steps = [step],
            },
            CancellationToken.None
        );

        Assert.Equal("steps[0].on_behalf_of", result.Error!.Field);
    }

    [Fact]
    public async Task Sign_WhenTheProfileHasNoPlaceForATimestamp_TheConfiguredLevelOfTheSealFallsBackToB()
    {
        var request = PipelineFixture.Request("r1", "doc", PipelineFixture.AllSteps) with
        {
            Profile = SignatureProfile.XmldsigDscks,
        };

        var result = await _house.Pipeline.SignAsync(request, CancellationToken.None);

        Assert.True(result.IsSigned);
        Assert.All(result.Document!.Signatures, s => Assert.Null(s.TimestampTime));
    }

    [Theory]
    [InlineData(SignatureLevel.BaselineT, SigningErrorKind.UnsupportedFormat)]
    [InlineData((SignatureLevel)9, SigningErrorKind.InvalidRequest)]
    public async Task Sign_WhenAStepAsksForALevelThatTheProfileHasNot_IsRefusedBeforeAnythingIsSigned(
        SignatureLevel level,
        SigningErrorKind kind
    )
    {
        var request = PipelineFixture.Request("r1", "doc", PipelineFixture.AllSteps) with
        {
            Profile = SignatureProfile.XmldsigDscks,
        };
        request = request with { Steps = [.. request.Steps.SkipLast(1), request.Steps[^1] with { Level = level }] };

        var result = await _house.Pipeline.SignAsync(request, CancellationToken.None);

        Assert.Equal(kind, result.Error!.Kind);
        Assert.Equal("steps[3].level", result.Error.Field);
        Assert.Empty(_house.Journal.Intents);
    }

    [Fact]
    public async Task Sign_WhenTheDocumentIsOverTheLimit_IsRefusedUnread()
    {
        using var house = new PipelineFixture(new SigningPipelineOptions { MaxXmlBytes = 10 });

        var result = await house.SignAsync("r1", new string('x', 11), ("GVCN", "gvcn"));

        Assert.Equal(SigningErrorKind.DocumentTooLarge, result.Error!.Kind);
        Assert.Equal(0, house.Format.Opened);
    }

    [Fact]
    public async Task Sign_WhenAnEarlierSignatureIsBroken_TheDocumentIsNamedAsTheCause()
    {
        var result = await _house.SignAsync("r1", "BROKEN\nSIG X 00", ("GVCN", "gvcn"));

        Assert.Equal(SigningErrorKind.MalformedDocument, result.Error!.Kind);
        Assert.Equal("document", result.Error.Field);
    }

    [Fact]
    public async Task Sign_WhenTheFormatPlansItself_AllWhoSignHaveToBeOfOneSchool()
    {
        _house.Format.PlansItself = true;

        var one = await _house.SignAsync("r1", "doc", ("GVBM:TOAN", "toan"), ("PHAT_HANH", "school"));
        var two = await _house.SignAsync("r2", "doc", ("GVBM:TOAN", "toan"), ("GVCN", "stranger"));

        Assert.True(one.IsSigned);
        Assert.Equal((SigningErrorKind.NotPermitted, "steps[1].identity"), (two.Error!.Kind, two.Error.Field));
    }

    [Theory]
    [InlineData(DocumentFormat.Xml, "", "xades")]
    [InlineData(DocumentFormat.Pdf, "", "pades")]
    [InlineData(DocumentFormat.Pdf, "pkcs7", "pkcs7")]
    public void Profile_WhenNoneIsNamed_IsThatOfTheFormat(DocumentFormat format, string named, string profile)
    {
        var request = PipelineFixture.Request("r1", "doc") with { Format = format, Profile = named };

        Assert.Equal(profile, request.Profile);
    }

    [Theory]
    [InlineData("pades")]
    [InlineData("pkcs7")]
    [InlineData("other")]
    public async Task Sign_WhenTheProfileIsOfAnotherFormat_IsRefused(string profile)
    {
        var request = PipelineFixture.Request("r1", "doc", ("GVCN", "gvcn")) with { Profile = profile };

        var result = await _house.Pipeline.SignAsync(request, CancellationToken.None);

        Assert.Equal(SigningErrorKind.UnsupportedFormat, result.Error!.Kind);
    }
}
