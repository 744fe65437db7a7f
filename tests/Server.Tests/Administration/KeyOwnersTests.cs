// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Administration;
using HocBaSo.Signing.TestKit;
using static HocBaSo.Signing.Server.Tests.RegistryHouse;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>Tenants share tokens: the key of one is not to be had by another.</summary>
public sealed class KeyOwnersTests : IAsyncLifetime
{
    private const string Other = "so-khac";
    private readonly RegistryHouse _house = new();

    public async Task InitializeAsync()
    {
        _house.Tenants.Add(Other);
        await _house.StartAsync();
        await _house.ApplyAsync(new CreateIdentity(Definition("thief") with { Tenant = Other }));
    }

    public Task DisposeAsync() => _house.DisposeAsync().AsTask();

    [Fact]
    public async Task Import_WhenTheKeyIsAnotherTenants_IsNotPermitted()
    {
        var seal = (await _house.NewActiveAsync()).Active!;

        var refusal = await _house.RefusalAsync(
            new ImportVersion(Other, "thief", seal.KeyUri + ";type=private", seal.CertificateChain)
        );

        Assert.Equal(SigningErrorKind.NotPermitted, refusal.Kind);
        Assert.Empty(_house.Registry.Find(Other, "thief")!.Versions);
    }

    [Fact]
    public async Task Import_WhenTheOtherTenantIsNotServedNow_IsNotPermitted()
    {
        var uri = _house.Tokens.Add(TestKey.Ec());
        var chain = _house.Chain(_house.Tokens.PublicKey(uri));
        _house.Configured.Add(
            new ConfiguredIdentity(
                Definition() with
                {
                    IsConfigured = true,
                },
                new IdentityStatusOptions(),
                null,
                uri,
                chain
            )
        );
        await _house.StartAsync();
        _house.Configured.Clear();
        await _house.StartAsync();

        var refusal = await _house.RefusalAsync(new ImportVersion(Other, "thief", uri, chain));

        Assert.Equal(SigningErrorKind.NotPermitted, refusal.Kind);
    }

    [Fact]
    public async Task Import_WhenTheKeyIsTheServersOwn_IsNotPermitted()
    {
        var uri = _house.Tokens.Add(TestKey.Ec());
        var chain = _house.Chain(_house.Tokens.PublicKey(uri));
        _house.ServerKeys.Add(new ServerKey(uri, chain[0]));
        await _house.StartAsync();

        var refusal = await _house.RefusalAsync(new ImportVersion(Other, "thief", uri, chain));

        Assert.Equal(SigningErrorKind.NotPermitted, refusal.Kind);
    }

    [Fact]
    public async Task Import_WhenAnotherIdentityOfTheTenantHasTheKey_Warns()
    {
        var key = (await _house.NewActiveAsync()).Active!;
        await _house.ApplyAsync(new CreateIdentity(Definition("deputy")));

        var result = await _house.ApplyAsync(new ImportVersion(Tenant, "deputy", key.KeyUri, key.CertificateChain));

        Assert.Contains(result.Warnings, static w => w.Contains("'head'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WithoutForeign_WhenNamedByAnyUriOrCertificate_LeavesOutOthersOnly()
    {
        var key = (await _house.NewActiveAsync()).Active!;
        TokenObject[] found =
        [
            new(key.KeyUri + ";type=private", "01", "", null, []),
            new("pkcs11:object=anything", "", "anything", null, [key.CertificateChain[0]]),
            new("pkcs11:token=hsm;id=%77", "77", "", null, []),
        ];

        Assert.Equal(["77"], _house.Registry.WithoutForeign(Other, found).Select(static o => o.Id));
        Assert.Equal(3, _house.Registry.WithoutForeign(Tenant, found).Count);
    }
}
