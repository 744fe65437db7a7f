// SPDX-License-Identifier: Apache-2.0
using Grpc.Core;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pkcs11;
using HocBaSo.Signing.Server.Administration;
using Wire = HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>Changes that are asked for reach the registry as they were asked for.</summary>
public sealed class AdminCallTests
{
    private static readonly DateTimeOffset At = new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Changes_WhenTheyAreAskedFor_AreHandedOnWithTheCaller()
    {
        var registry = new FakeAdministration
        {
            Answer = static _ => new ChangeResult(Active(), Active().Active, null),
        };
        await using var host = await TestHost.StartAsync(administration: registry);
        using var client = new CertificateAdminClient(host.Host.GrpcAddress);
        using var certificate = MadeCertificate.Of("Nguyễn Thị Ánh");
        ReadOnlyMemory<byte>[] chain = [certificate.RawData];
        var definition = AdminCalls.Definition();

        await client.CreateIdentityAsync(definition, "r-1");
        await client.UpdateIdentityAsync(definition, "r-2");
        await client.GenerateKeyAsync("gv", Wire.KeyKind.Rsa3072, "", "r-3");
        await client.InstallCertificateAsync("gv", 2, chain, "r-4");
        await client.ImportVersionAsync("gv", "pkcs11:token=token-1;id=%07", chain, "r-5");
        await client.ActivateVersionAsync("gv", 2, At, "r-6");
        await client.ActivateVersionAsync("gv", 3, null, "r-7");
        await client.RollBackAsync("gv", "r-8");
        await client.RetireVersionAsync("gv", 1, "r-9");
        await client.SuspendVersionAsync("gv", 1, "mất thẻ", "r-10");
        await client.ResumeVersionAsync("gv", 1, "r-11");
        var last = await client.RevokeVersionAsync("gv", 1, Wire.RevocationReason.KeyCompromise, "r-12");

        Assert.Equal(("r-12", 2), (last.RequestId, last.Version));
        Assert.Equal(2, last.Identity.ActiveVersion);
        var changes = registry.Changes.ToArray();
        Assert.All(
            changes,
            static (c, i) => Assert.Equal(("loopback", $"r-{i + 1}"), (c.Call.Administrator, c.Call.RequestId))
        );
        Assert.Equal(
            [
                "CreateIdentity",
                "UpdateIdentity",
                "GenerateKey",
                "InstallCertificate",
                "ImportVersion",
                "ActivateVersion",
                "ActivateVersion",
                "RollBack",
                "RetireVersion",
                "SuspendVersion",
                "ResumeVersion",
                "RevokeVersion",
            ],
            changes.Select(static c => c.Change.GetType().Name)
        );
        Assert.All(
            changes,
            static c => Assert.Equal("CertificateAdminService/" + c.Change.GetType().Name, c.Call.Operation)
        );
        Assert.All(changes, static c => Assert.Equal((TestHost.Tenant, "gv"), (c.Change.Tenant, c.Change.IdentityId)));
        var made = ((CreateIdentity)changes[0].Change).Definition;
        Assert.Equal((Core.IdentityKind.Person, "01000123", false), (made.Kind, made.School, made.IsConfigured));
        Assert.Equal(
            "GVBM TOAN,LY;GVCN ",
            string.Join(
                ';',
                made.Roles.Select(static r => $"{RoleClaim.NameOf(r.Role)} {string.Join(',', r.Subjects)}")
            )
        );
        Assert.Equal(("token-1", KeyKind.Rsa3072), changes[2].Change is GenerateKey k ? (k.Token, k.Kind) : default);
        Assert.Equal(certificate.RawData, Assert.Single(((InstallCertificate)changes[3].Change).Chain).RawData);
        Assert.Equal("pkcs11:token=token-1;id=%07", ((ImportVersion)changes[4].Change).KeyUri);
        Assert.Equal(At, ((ActivateVersion)changes[5].Change).At);
        Assert.Null(((ActivateVersion)changes[6].Change).At);
        Assert.Equal("mất thẻ", ((SuspendVersion)changes[9].Change).Reason);
        Assert.Equal("keyCompromise", ((RevokeVersion)changes[11].Change).Reason);
    }

    [Fact]
    public Task GenerateKey_WhenThereIsNoSuchToken_IsNotFound() =>
        AdminCalls.RefusesAsync(
            "token",
            async admin =>
                await admin.GenerateKeyAsync(new Wire.GenerateKeyRequest { Identity = "gv", Token = "other" }),
            StatusCode.NotFound
        );

    [Fact]
    public async Task GenerateKey_WhenThereAreSeveralTokens_AsksForTheName()
    {
        var registry = new FakeAdministration { Tokens = ["a", "b"] };
        await using var host = await TestHost.StartAsync(administration: registry);
        using var client = new CertificateAdminClient(host.Host.GrpcAddress);

        var e = await Assert.ThrowsAsync<SigningClientException>(() => client.GenerateKeyAsync("gv", default, ""));
        await client.GenerateKeyAsync("gv", default, "b");

        Assert.Equal("token", e.Field);
        Assert.Equal("b", ((GenerateKey)registry.Changes.Single().Change).Token);
    }

    [Fact]
    public async Task ImportVersion_WhenNoCertificateIsGiven_TakesTheOneBesideTheKey()
    {
        using var certificate = MadeCertificate.Of("x");
        var registry = new FakeAdministration();
        registry.Objects.Add(new TokenObject("pkcs11:token=token-1;id=%07", "07", "l", KeyKind.EcP256, [certificate]));
        registry.Objects.Add(new TokenObject("pkcs11:token=token-1;id=%08", "08", "m", KeyKind.EcP256, []));
        await using var host = await TestHost.StartAsync(administration: registry);
        using var client = new CertificateAdminClient(host.Host.GrpcAddress);

        await client.ImportVersionAsync("gv", "pkcs11:token=token-1;id=%07", []);
        var e = await Assert.ThrowsAsync<SigningClientException>(() =>
            client.ImportVersionAsync("gv", "pkcs11:token=token-1;id=%08", [])
        );

        Assert.Same(certificate, ((ImportVersion)registry.Changes.Single().Change).Chain.Single());
        Assert.Equal("certificate_chain", e.Field);
    }

    [Theory]
    [InlineData("nope", "INVALID_REQUEST")]
    [InlineData("pkcs11:id=%0", "INVALID_REQUEST")]
    [InlineData("pkcs11:token=token-1;id=%09", "IDENTITY_NOT_FOUND")]
    public async Task ImportVersion_WhenTheUriNamesNoKey_SaysSoAndNotThatACertificateIsMissing(string uri, string kind)
    {
        var registry = new FakeAdministration();
        await using var host = await TestHost.StartAsync(administration: registry);
        using var client = new CertificateAdminClient(host.Host.GrpcAddress);

        var e = await Assert.ThrowsAsync<SigningClientException>(() => client.ImportVersionAsync("gv", uri, []));

        Assert.Equal((kind, "key_uri"), (e.Kind, e.Field));
        Assert.Empty(registry.Changes);
    }

    [Fact]
    public async Task ConfirmAndReject_WhenTheyAreAskedFor_AreHandedOn()
    {
        var registry = new FakeAdministration();
        await using var host = await TestHost.StartAsync(administration: registry);
        using var client = new CertificateAdminClient(host.Host.GrpcAddress);

        await client.ConfirmChangeAsync("c1", "r-1");
        Assert.Equal("r-2", await client.RejectChangeAsync("c2", "r-2"));
        await client.TestSignAsync("gv", 3);

        Assert.Equal(["confirm c1", "reject c2", "test gv/3"], registry.Others.Select(static o => o.What));
        Assert.Equal(["r-1", "r-2"], registry.Others.Take(2).Select(static o => o.Call.RequestId));
        Assert.All(
            registry.Others,
            static o => Assert.Equal(("loopback", TestHost.Tenant), (o.Call.Administrator, o.Tenant))
        );
        await AdminCalls.RefusesAsync(
            "change_id",
            async admin => await admin.ConfirmChangeAsync(new Wire.ConfirmChangeRequest { ChangeId = "a b" })
        );
    }

    [Fact]
    public async Task Changes_WhenTheServerIsOverloadedForAMoment_AreSentAgainUnderTheirId()
    {
        var calls = 0;
        var registry = new FakeAdministration
        {
            Answer = _ =>
                calls++ < 2
                    ? throw new SigningException(SigningErrorKind.HsmUnavailable, "Not now.")
                    {
                        RetryAfter = TimeSpan.FromMilliseconds(5),
                    }
                    : new ChangeResult(null, null, null),
        };
        await using var host = await TestHost.StartAsync(administration: registry);
        using var client = new CertificateAdminClient(host.Host.GrpcAddress);

        var outcome = await client.RollBackAsync("gv");

        Assert.Equal(3, registry.Changes.Count);
        Assert.Equal([outcome.RequestId], registry.Changes.Select(static c => c.Call.RequestId).Distinct());
    }

    private static IdentityRecord Active() =>
        FakeAdministration.Record(
            "gv",
            versions: [FakeAdministration.Version(1), FakeAdministration.Version(2, Core.VersionState.Active)]
        );
}
