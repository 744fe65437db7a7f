// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;
using System.Threading.Channels;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pkcs11;
using HocBaSo.Signing.Pki;
using HocBaSo.Signing.Server.Administration;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>Stands for registry and tokens: keeps what it is asked for, answers what a test has set.</summary>
internal sealed class FakeAdministration : IIdentityAdministration, ITokenAdministration
{
    public static readonly DateTimeOffset Time = new(2026, 9, 1, 2, 3, 4, TimeSpan.Zero);

    private readonly Channel<IdentityNotice> _notices = Channel.CreateUnbounded<IdentityNotice>();

    public ConcurrentQueue<(AdminCall Call, IdentityChange Change)> Changes { get; } = [];

    public ConcurrentQueue<(AdminCall Call, string Tenant, string What)> Others { get; } = [];

    public List<IdentityRecord> Records { get; } = [];

    public List<PendingChange> Waiting { get; } = [];

    public Func<IdentityChange, ChangeResult> Answer { get; set; } = static _ => new ChangeResult(null, null, null);

    public ValidityReport Validity { get; set; } = new("so-gddt", Time, 0, []);

    public List<TokenObject> Objects { get; } = [];

    public IReadOnlyList<string> Tokens { get; set; } = ["token-1"];

    public ChannelWriter<IdentityNotice> Notices => _notices.Writer;

    /// <summary>True once somebody watches.</summary>
    public bool IsWatched { get; private set; }

    public IReadOnlyList<IdentityRecord> List(string tenant) => Records;

    public IdentityRecord? Find(string tenant, string identityId) =>
        Records.Find(record => record.Definition.Id == identityId);

    /// <summary>The key of another tenant; null for none.</summary>
    public string? ForeignKey { get; set; }

    public IReadOnlyList<TokenObject> WithoutForeign(string tenant, IReadOnlyList<TokenObject> found) =>
        [.. found.Where(o => o.KeyUri != ForeignKey)];

    public Task<ChangeResult> ApplyAsync(AdminCall call, IdentityChange change, CancellationToken cancellationToken)
    {
        Changes.Enqueue((call, change));
        return Task.FromResult(Answer(change));
    }

    public Task<TestSignResult> TestSignAsync(
        AdminCall call,
        string tenant,
        string identityId,
        int version,
        CancellationToken cancellationToken
    )
    {
        Others.Enqueue((call, tenant, $"test {identityId}/{version}"));
        return Task.FromResult(
            new TestSignResult(Version(version), SignatureAlgorithm.EcdsaSha256, TimeSpan.FromMicroseconds(1500))
        );
    }

    public IReadOnlyList<PendingChange> Pending(string tenant) => Waiting;

    public Task<ChangeResult> ConfirmAsync(
        AdminCall call,
        string tenant,
        string changeId,
        CancellationToken cancellationToken
    )
    {
        Others.Enqueue((call, tenant, "confirm " + changeId));
        return Task.FromResult(new ChangeResult(Records.FirstOrDefault(), null, null));
    }

    public Task RejectAsync(AdminCall call, string tenant, string changeId, CancellationToken cancellationToken)
    {
        Others.Enqueue((call, tenant, "reject " + changeId));
        return Task.CompletedTask;
    }

    public IAsyncEnumerable<IdentityNotice> WatchAsync(string tenant, CancellationToken cancellationToken)
    {
        IsWatched = true;
        return _notices.Reader.ReadAllAsync(cancellationToken);
    }

    public ValidityReport Report(string tenant, DateTimeOffset until)
    {
        Others.Enqueue((new AdminCall("", "", ""), tenant, $"report {until:O}"));
        return Validity;
    }

    public Task<TokenKeyPair> GenerateAsync(
        string token,
        KeyKind kind,
        string label,
        CancellationToken cancellationToken
    ) => throw new InvalidOperationException("Only the registry generates keys.");

    public Task<byte[]> SubjectPublicKeyInfoAsync(string keyUri, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("Only the registry reads keys.");

    public Task<TokenPublicKey> PublicKeyAsync(string keyUri, CancellationToken cancellationToken) =>
        Objects.Exists(o => o.KeyUri == keyUri) ? Task.FromResult(new TokenPublicKey(keyUri, default))
        : Away is null ? throw new SigningException(SigningErrorKind.IdentityNotFound, "There is no such key.", "key")
        : throw new SigningException(SigningErrorKind.HsmUnavailable, "The token is away.");

    public Task<byte[]> CertificateRequestAsync(
        string keyUri,
        CertificateRequestContent content,
        CancellationToken cancellationToken
    ) => throw new InvalidOperationException("Only the registry makes requests.");

    public Task<IReadOnlyList<TokenObject>> FindAsync(string token, CancellationToken cancellationToken) =>
        token == Away
            ? throw new SigningException(SigningErrorKind.HsmUnavailable, "The token is away.")
            : Task.FromResult<IReadOnlyList<TokenObject>>(token == Tokens[0] ? Objects : []);

    /// <summary>A token that can't be reached; null for none.</summary>
    public string? Away { get; set; }

    /// <summary>A version without a certificate.</summary>
    public static IdentityVersion Version(int number, VersionState state = VersionState.KeyGenerated) =>
        new()
        {
            Number = number,
            State = state,
            KeyUri = $"pkcs11:token=token-1;id=%0{number}",
            CreatedAt = Time,
            ChangedAt = Time.AddDays(number % 100),
        };

    /// <summary>An identity with these versions.</summary>
    public static IdentityRecord Record(string id, string school = "01000123", params IdentityVersion[] versions) =>
        new(
            new IdentityDefinition
            {
                Tenant = TestHost.Tenant,
                Id = id,
                Kind = IdentityKind.Person,
                School = school,
                Roles = [new RoleGrant(SignerRole.Gvbm, ["TOAN", "LY"]), new RoleGrant(SignerRole.Gvcn, [])],
            },
            versions,
            versions.Length
        );
}
