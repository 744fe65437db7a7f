// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HocBaSo.Signing.Core.Tests;

/// <summary>Which version of an identity signs, and which one completes a repeat.</summary>
public sealed class VersionsInForceTests : IDisposable
{
    private readonly PipelineFixture _house = new();
    private readonly CertificateCatalog _before;

    public VersionsInForceTests() => _before = _house.Current;

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task Sign_WhenAVersionSigns_TheAnswerAndTheIntentNameIt()
    {
        Rotate();

        var signed = await _house.SignAsync("r1", "doc", ("GVCN", "gvcn"));

        Assert.Equal(2, signed.Document!.Signatures[0].IdentityVersion);
        Assert.Equal(2, _house.Journal.Intents[0].IdentityVersion);
        Assert.Equal(_house.Current.Find("t1", "gvcn")!.Facts.Serial, signed.Document.Signatures[0].CertificateSerial);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("is revoked")]
    public async Task Sign_WhenAnAnsweredRequestComesAgainAfterARotation_TheVersionThatSignedCompletesIt(string? defect)
    {
        var first = await _house.SignAsync("r1", "doc", PipelineFixture.AllSteps);
        Rotate(defect);

        var again = await _house.SignAsync("r1", "doc", PipelineFixture.AllSteps);

        Assert.Equal(first.Document!.Document.ToArray(), again.Document!.Document.ToArray());
        Assert.Equal(first.Document.Signatures, again.Document.Signatures);
        Assert.All(again.Document.Signatures, s => Assert.Equal(1, s.IdentityVersion));
        Assert.Equal(4, _house.Signer.Signatures);
    }

    [Fact]
    public async Task Sign_WhenTheCertificateHasExpiredSince_ARepeatIsStillAnswered()
    {
        var first = await _house.SignAsync("r1", "doc", ("GVCN", "gvcn"));
        var expired = new CertificateCatalog(
            _before.Identities.Select(i => i.Identity with { MinRemainingDays = 365 }),
            Anchors()
        );
        _house.Current = expired;

        var again = await _house.SignAsync("r1", "doc", ("GVCN", "gvcn"));
        var fresh = await _house.SignAsync("r2", "doc", ("GVCN", "gvcn"));

        Assert.Equal(first.Document!.Document.ToArray(), again.Document!.Document.ToArray());
        Assert.Equal(SigningErrorKind.CertificateNotUsable, fresh.Error!.Kind);
        Assert.Contains("less than 365 days", fresh.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_WhenTheCatalogLostTheVersion_ARepeatIsRefused()
    {
        await _house.SignAsync("r1", "doc", ("GVCN", "gvcn"));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _house.Current = PipelineFixture.Catalog(key);

        var again = await _house.SignAsync("r1", "doc", ("GVCN", "gvcn"));

        Assert.Equal(SigningErrorKind.CertificateNotUsable, again.Error!.Kind);
        Assert.Equal("steps[0].identity", again.Error.Field);
    }

    [Fact]
    public async Task Sign_WhenNoVersionIsInForce_IsNotUsableAndNotUnknown()
    {
        Rotate("is suspended");

        var refused = await _house.SignAsync("r1", "doc", ("GVCN", "gvcn"));
        var unknown = await _house.SignAsync("r2", "doc", ("GVCN", "nobody"));

        Assert.Equal(SigningErrorKind.CertificateNotUsable, refused.Error!.Kind);
        Assert.Equal("The identity 'gvcn' is suspended.", refused.Error.Message);
        Assert.Equal(SigningErrorKind.IdentityNotFound, unknown.Error!.Kind);
        Assert.Equal("is suspended", _house.Current.WhyUnusable("t1", "gvcn"));
        Assert.Null(_house.Current.Find("t1", "gvcn"));
        Assert.Empty(_house.Journal.Events);
    }

    [Theory]
    [InlineData(true, "CBQL")]
    [InlineData(false, "GVCN")]
    public async Task Sign_WhenTheCallerMayNot_ItIsNotToldThatTheIdentityIsSuspended(bool known, string role)
    {
        Rotate("is suspended");
        _house.CallerIsKnown = known;

        var refused = await _house.SignAsync("r1", "doc", (role, "gvcn"));

        Assert.Equal(SigningErrorKind.NotPermitted, refused.Error!.Kind);
    }

    [Fact]
    public async Task Sign_WhenTheVersionIsReplacedOnTheWay_FinishesWithTheOneItBeganWith()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var gate = new TaskCompletionSource();
        _house.Signer.BeforeSigning = _ =>
        {
            asked.TrySetResult();
            return gate.Task;
        };
        var running = _house.SignAsync("r1", "doc", ("GVCN", "gvcn"));
        await asked.Task;
        Rotate("is revoked");
        gate.SetResult();

        var signed = await running;

        Assert.Equal(1, signed.Document!.Signatures[0].IdentityVersion);
    }

    // Version 2 is in force, or, with a defect, nothing is; version 1 is there for repeats.
    private void Rotate(string? defect = null)
    {
        var request = new CertificateRequest("CN=Next", _house.Key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        var next = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(100));
        _house.Current = new CertificateCatalog(
            _before.Identities.Select(i =>
            {
                var version = i.Identity with { Version = 2, CertificateChain = [next] };
                return new CatalogIdentity
                {
                    Identity = defect is null
                        ? version
                        : version with
                        {
                            Version = 0,
                            CertificateChain = [],
                            KeyUri = "",
                        },
                    Versions = [i.Identity, version],
                    Defect = defect,
                };
            }),
            Anchors()
        );
    }

    private Dictionary<string, TrustAnchors> Anchors() => new() { ["t1"] = _before.AnchorsOf("t1") };
}
