// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;

namespace HocBaSo.Signing.Core.Tests;

/// <summary>What the pipeline makes of the status of certificates.</summary>
public sealed class CertificateStatusTests : IDisposable
{
    private static readonly StatusEvidence s_evidence = new()
    {
        Kind = StatusEvidenceKind.Ocsp,
        Content = new byte[] { 1, 2, 3 },
        Source = "http://ocsp.example/",
        ThisUpdate = DateTimeOffset.UnixEpoch,
        ReceivedAt = DateTimeOffset.UnixEpoch,
    };
    private readonly PipelineFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Sign_WhenCertificateIsGood_NamesTheEvidenceInTheIntent()
    {
        Answer(_ => new CertificateStatusAnswer(CertificateStatus.Good) { Evidence = s_evidence, IsFresh = true });

        var result = await SignAsync();

        var intent = Assert.Single(_fixture.Journal.Intents);
        Assert.Equal(CertificateStatus.Good, intent.CertificateStatus);
        Assert.Equal(SHA256.HashData([1, 2, 3]), intent.StatusEvidence.ToArray());
        Assert.Equal(s_evidence, result.Document!.Signatures[0].CertificateStatus!.Evidence);
    }

    [Theory]
    [InlineData(CertificateStatusPolicy.WarnWhenUnknown)]
    [InlineData(CertificateStatusPolicy.RefuseWhenUnknown)]
    public async Task Sign_WhenCertificateIsRevoked_IsRefusedByEveryPolicy(CertificateStatusPolicy policy)
    {
        Answer(_ => new CertificateStatusAnswer(CertificateStatus.Revoked, "since yesterday."), policy);

        var result = await SignAsync();

        Assert.Equal(SigningErrorKind.CertificateNotUsable, result.Error!.Kind);
        Assert.Equal("steps[0].identity", result.Error.Field);
        Assert.Equal("The certificate of the identity 'gvcn' is revoked: since yesterday.", result.Error.Message);
        Assert.Empty(_fixture.Journal.Intents);
    }

    [Theory]
    [InlineData(CertificateStatusPolicy.WarnWhenUnknown, true)]
    [InlineData(CertificateStatusPolicy.RefuseWhenUnknown, false)]
    public async Task Sign_WhenStatusIsUnknown_FollowsThePolicy(CertificateStatusPolicy policy, bool isSigned)
    {
        Answer(_ => new CertificateStatusAnswer(CertificateStatus.Unknown, "Nobody answers."), policy);

        var result = await SignAsync();

        Assert.Equal(isSigned, result.IsSigned);
        if (isSigned)
        {
            Assert.Equal("Nobody answers.", result.Document!.Signatures[0].CertificateStatus!.Detail);
            Assert.Equal(CertificateStatus.Unknown, Assert.Single(_fixture.Journal.Intents).CertificateStatus);
            Assert.True(_fixture.Journal.Intents[0].StatusEvidence.IsEmpty);
            return;
        }
        Assert.Equal(SigningErrorKind.CertificateNotUsable, result.Error!.Kind);
        Assert.Empty(_fixture.Journal.Intents);
    }

    [Fact]
    public async Task Sign_WhenOneOfTwoCertificatesIsRevoked_SignsNothing()
    {
        Answer(identity => new CertificateStatusAnswer(
            identity.Id == "head" ? CertificateStatus.Revoked : CertificateStatus.Good,
            "since yesterday."
        ));

        var result = await _fixture.SignAsync("r", Document, ("GVCN", "gvcn"), ("CBQL", "head"));

        Assert.Equal("steps[1].identity", result.Error!.Field);
        Assert.Empty(_fixture.Journal.Intents);
    }

    [Fact]
    public async Task Sign_WhenRequestIsRepeatedAfterRevocation_GivesTheSameDocument()
    {
        Answer(_ => new CertificateStatusAnswer(CertificateStatus.Good) { Evidence = s_evidence });
        var first = await SignAsync();
        Answer(_ => new CertificateStatusAnswer(CertificateStatus.Revoked, "since yesterday."));

        var second = await SignAsync();

        Assert.True(second.Document!.IsRepeated);
        Assert.Equal(first.Document!.Digest.ToArray(), second.Document.Digest.ToArray());
    }

    private const string Document = "DOCUMENT";

    private void Answer(
        Func<SigningIdentity, CertificateStatusAnswer?> answer,
        CertificateStatusPolicy policy = CertificateStatusPolicy.RefuseWhenUnknown
    )
    {
        if (_catalog is null)
        {
            _catalog = PipelineFixture.Catalog(_fixture.Key, policy: policy);
            _fixture.Current = _catalog;
        }
        _fixture.StatusOf = answer;
    }

    private CertificateCatalog? _catalog;

    private Task<SigningResult> SignAsync() => _fixture.SignAsync("r", Document, ("GVCN", "gvcn"));
}
