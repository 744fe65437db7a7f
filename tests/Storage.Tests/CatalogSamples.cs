// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Storage.Tests;

/// <summary>Identities made at random, within what their types allow.</summary>
internal sealed class CatalogSamples(int seed) : IDisposable
{
    private readonly Random _random = new(seed);
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public DateTimeOffset Time() => DateTimeOffset.UnixEpoch.AddTicks(_random.NextInt64(TimeSpan.TicksPerDay * 30_000));

    public string Text(int longest) =>
        string.Concat(Enumerable.Range(0, _random.Next(1, longest)).Select(_ => "aZ0.-_' \"ệ;%\n"[_random.Next(13)]));

    public IdentityRecord Identity(string tenant, string id, long revision) =>
        new(
            new IdentityDefinition
            {
                Tenant = tenant,
                Id = id,
                Kind = _random.Next(2) == 0 ? IdentityKind.Person : IdentityKind.Organisation,
                School = Text(20),
                IsConfigured = _random.Next(2) == 0,
                Roles =
                [
                    .. Enumerable
                        .Range(0, _random.Next(4))
                        .Select(_ => new RoleGrant(
                            Enum.GetValues<SignerRole>()[_random.Next(Enum.GetValues<SignerRole>().Length)],
                            _random.Next(2) == 0 ? [] : ["TOAN", "NGU_VAN", "KHTN-1"]
                        )),
                ],
            },
            Versions(),
            revision
        );

    public StoredChange Change(string id) =>
        new()
        {
            Id = id,
            Administrator = Text(30),
            At = Time(),
            ExpiresAt = Time(),
            Operation = Text(30),
            Tenant = Text(10),
            IdentityId = Text(10),
            Description = Text(300),
            Revision = _random.Next(),
            Content = Bytes(2000),
        };

    public void Dispose() => _key.Dispose();

    private IdentityVersion[] Versions()
    {
        var count = _random.Next(6);
        var active = _random.Next(6);
        return [.. Enumerable.Range(1, count).Select(number => Version(number, number == active))];
    }

    private IdentityVersion Version(int number, bool isActive)
    {
        VersionState[] states = Enum.GetValues<VersionState>();
        VersionState state = states[_random.Next(states.Length)];
        state =
            isActive ? VersionState.Active
            : state == VersionState.Active ? VersionState.Retired
            : state;
        return new IdentityVersion
        {
            Number = number,
            State = state,
            KeyUri = "pkcs11:token=" + Uri.EscapeDataString(Text(12)),
            CreatedAt = Time(),
            ChangedAt = Time(),
            CertificateRequest = Bytes(600),
            CertificateChain = state is VersionState.KeyGenerated or VersionState.RequestMade
                ? []
                : [.. Enumerable.Range(1, _random.Next(1, 3)).Select(_ => Certificate())],
            ActivateAt = _random.Next(2) == 0 ? null : Time(),
            ResumeState = state == VersionState.Suspended ? states[_random.Next(states.Length)] : null,
            Reason = state is VersionState.Suspended or VersionState.Revoked ? Text(200) : null,
        };
    }

    private X509Certificate2 Certificate()
    {
        CertificateRequest request = new("CN=Test " + _random.Next(), _key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(50));
    }

    private byte[] Bytes(int most)
    {
        var bytes = new byte[_random.Next(most)];
        _random.NextBytes(bytes);
        return bytes;
    }
}
