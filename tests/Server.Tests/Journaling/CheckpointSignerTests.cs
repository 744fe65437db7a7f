// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pki;
using HocBaSo.Signing.Server.Configuration;
using HocBaSo.Signing.Server.Journaling;
using HocBaSo.Signing.Storage;
using HocBaSo.Signing.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace HocBaSo.Signing.Server.Tests.Journaling;

/// <summary>A checkpoint that no audit would accept is not sealed, and somebody hears of it.</summary>
public sealed class CheckpointSignerTests : IDisposable
{
    private const string KeyUri = "pkcs11:object=journal";
    private static readonly DateTimeOffset s_now = new(2026, 5, 31, 8, 0, 0, TimeSpan.Zero);
    private static readonly byte[] s_canonical = "a checkpoint"u8.ToArray();

    private readonly TemporaryFolder _folder = new();
    private readonly TestPki _pki = new();
    private readonly TestKey _key = TestKey.Ec();
    private readonly SoftwareDigestSigner _token = new();
    private readonly ManualTimeProvider _time = new(s_now);

    public CheckpointSignerTests() => _token.Add(KeyUri, _key.Key);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Seal_WhenTheCertificateIsValid_IsWhatAnAuditAccepts(bool hasIssuer)
    {
        var seal = Seal(TestPki.Life);
        IReadOnlyList<X509Certificate2> chain = hasIssuer ? [seal, _pki.Issuing.Certificate] : [seal];
        var sealing = await Signer(chain).SealAsync(s_canonical, CancellationToken.None);

        Assert.Equal(seal.RawData, DetachedSignature.Verify(sealing.Signature, s_canonical).Certificate.RawData);
    }

    [Fact]
    public async Task Seal_WhenTheCertificateHasEnded_IsRefused()
    {
        var seal = Seal(new Validity(s_now.AddYears(-1), s_now.AddDays(1)));
        var signer = Signer([seal, _pki.Issuing.Certificate]);

        Assert.False((await signer.SealAsync(s_canonical, CancellationToken.None)).Signature.IsEmpty);
        _time.Advance(TimeSpan.FromDays(2));
        Assert.Contains("had expired", await RefusalAsync(signer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Seal_WhenAnIssuerHasEnded_IsRefused()
    {
        var root = _pki.NewRoot("CN=Old, C=VN", new Validity(s_now.AddYears(-2), s_now.AddDays(-1)));
        var seal = DevelopmentPki.CreateSeal("Sổ nhật ký", _key.PublicKey, root, TestPki.Life);

        Assert.Contains("had expired", await RefusalAsync(Signer([seal, root.Certificate])), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Seal_WhenTheCertificateIsForEncryption_IsRefused() =>
        Assert.Contains(
            "key usage",
            await RefusalAsync(Signer([ForEncryption(), _pki.Issuing.Certificate])),
            StringComparison.Ordinal
        );

    [Fact]
    public async Task Write_WhenTheCertificateHasEnded_KeepsNoCheckpointAndShowsWhy()
    {
        var seal = Seal(new Validity(s_now.AddYears(-1), s_now.AddDays(-1)));
        var path = _folder.File("journal.db");
        await using (
            var journal = SqliteSigningJournal.Open(new JournalOptions { Path = path, NodeId = "node-1" }, _time)
        )
        {
            await using var writer = await CheckpointWriter.StartAsync(
                journal,
                Signer([seal, _pki.Issuing.Certificate]),
                new CheckpointOptions(),
                _time,
                changed: null,
                CancellationToken.None
            );
            await journal.AppendAsync(new JournalEvent { Kind = JournalEventKind.NodeStarted });

            Assert.False(await writer.WriteNowAsync(CancellationToken.None));
            Assert.Contains("had expired", writer.Health.Failure, StringComparison.Ordinal);
        }
        using var browser = JournalBrowser.Open(path);
        Assert.Empty(browser.Checkpoints());
        Assert.Equal(1, browser.LastSequence);
    }

    [Fact]
    public void Load_WhenTheCertificateIsForEncryption_NotesIt()
    {
        var error = Assert.Single(ErrorsOf([ForEncryption(), _pki.Issuing.Certificate]));

        Assert.Equal("journal.checkpointCertificate", error.Path);
        Assert.Contains("key usage", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_WhenTheCertificateHasEnded_LetsTheNodeStart() =>
        // What a clock tells may change while the node runs: signing goes on, and the log says what is wrong.
        Assert.Empty(ErrorsOf([Seal(new Validity(s_now.AddYears(-3), s_now.AddYears(-2))), _pki.Issuing.Certificate]));

    private X509Certificate2 Seal(Validity validity) => _pki.Seal("Sổ nhật ký", _key.PublicKey, validity);

    private X509Certificate2 ForEncryption()
    {
        var name = new X500DistinguishedName("CN=Sổ nhật ký, C=VN");
        var request = new CertificateRequest(name, _key.PublicKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyEncipherment, critical: true));
        var (issuer, life) = (_pki.Issuing, TestPki.Life);
        return request.Create(issuer.Certificate.SubjectName, issuer.Generator, life.From, life.Until, [1, 2, 3]);
    }

    private IReadOnlyList<ConfigurationError> ErrorsOf(IReadOnlyList<X509Certificate2> chain)
    {
        var file = _folder.Write("seal.pem", string.Concat(chain.Select(static c => c.ExportCertificatePem() + "\n")));
        var errors = new ErrorList();
        CheckpointIdentity.Load(
            new JournalSettings { CheckpointKey = KeyUri, CheckpointCertificateFile = file },
            errors
        );
        return errors.Errors;
    }

    private CheckpointSigner Signer(IReadOnlyList<X509Certificate2> chain) =>
        new(
            new CheckpointIdentity(KeyUri, chain, SignatureAlgorithm.EcdsaSha256),
            _token,
            timestamps: null,
            _time,
            NullLogger<CheckpointSigner>.Instance
        );

    private static async Task<string> RefusalAsync(CheckpointSigner signer)
    {
        var refusal = await Assert.ThrowsAsync<SigningException>(() =>
            signer.SealAsync(s_canonical, CancellationToken.None)
        );
        Assert.Equal(SigningErrorKind.CertificateNotUsable, refusal.Kind);
        return refusal.Message;
    }
}
