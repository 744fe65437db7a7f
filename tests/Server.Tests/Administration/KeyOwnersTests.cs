// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pkcs11;
using HocBaSo.Signing.Server.Administration;
using HocBaSo.Signing.TestKit;
using static HocBaSo.Signing.Server.Tests.RegistryHouse;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>Tenants share tokens: the key of one is not to be had by another.</summary>
public sealed class KeyOwnersTests : IAsyncLifetime
{
    private const string Other = "so-khac";
    private const string Label = "pkcs11:token=hsm;object=so-gddt%2Fhead%2F1";
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

    // As with the responder of development, which answers as the authority that issues.
    [Fact]
    public async Task Install_WhenTheIssuersKeyIsTheServersOwn_IsInForce()
    {
        var version = await NewVersionAsync(VersionState.RequestMade, KeyKind.EcP256);
        var chain = _house.Chain(_house.Tokens.PublicKey(version.KeyUri));
        Assert.True(chain.Count > 1);
        _house.ServerKeys.Add(new ServerKey("pkcs11:token=hsm;object=responder", chain[1]));
        await _house.StartAsync();

        await _house.ApplyAsync(new InstallCertificate(Tenant, Head, 1, chain));

        Assert.Equal(chain[0], _house.Registry.Find(Tenant, Head)!.Versions[0].CertificateChain[0]);
    }

    [Fact]
    public async Task Import_WhenTheIssuersKeyIsTheServersOwn_IsTheTenants()
    {
        var uri = _house.Tokens.Add(TestKey.Ec());
        var chain = _house.Chain(_house.Tokens.PublicKey(uri), name: "thief");
        _house.ServerKeys.Add(new ServerKey("pkcs11:token=hsm;object=responder", chain[1]));
        await _house.StartAsync();

        await _house.ApplyAsync(new ImportVersion(Other, "thief", uri, chain));

        Assert.Equal(chain[0], Assert.Single(_house.Registry.Find(Other, "thief")!.Versions).CertificateChain[0]);
    }

    [Theory]
    [InlineData(VersionState.KeyGenerated, KeyKind.EcP256)]
    [InlineData(VersionState.RequestMade, KeyKind.EcP256)]
    [InlineData(VersionState.Active, KeyKind.EcP256)]
    [InlineData(VersionState.KeyGenerated, KeyKind.Rsa2048)]
    [InlineData(VersionState.RequestMade, KeyKind.Rsa2048)]
    [InlineData(VersionState.Active, KeyKind.Rsa2048)]
    public async Task Import_WhenTheKeyIsAnotherTenantsByItsLabel_IsNotPermitted(VersionState state, KeyKind kind)
    {
        var version = await NewVersionAsync(state, kind);
        var label = _house.Tokens.AddName(Label, version.KeyUri);
        var key = _house.Tokens.PublicKey(version.KeyUri);

        foreach (var chain in (IReadOnlyList<X509Certificate2>[])[_house.Chain(key), _house.Chain(Odd(key))])
        {
            var refusal = await _house.RefusalAsync(new ImportVersion(Other, "thief", label, chain));
            Assert.Equal(SigningErrorKind.NotPermitted, refusal.Kind);
        }
        Assert.Empty(_house.Registry.Find(Other, "thief")!.Versions);
    }

    [Fact]
    public async Task Install_WhenAnotherTenantTriedTheKeyByItsLabel_StaysTheOwners()
    {
        var version = await NewVersionAsync(VersionState.RequestMade, KeyKind.EcP256);
        var label = _house.Tokens.AddName(Label, version.KeyUri);
        var key = _house.Tokens.PublicKey(version.KeyUri);
        await _house.RefusalAsync(new ImportVersion(Other, "thief", label, _house.Chain(key)));

        var result = await _house.ApplyAsync(new InstallCertificate(Tenant, Head, 1, _house.Chain(key)));

        Assert.Equal(VersionState.CertificateInstalled, result.Version!.State);
    }

    [Fact]
    public async Task Import_WhenTheKeyIsOnesOwnByItsLabel_IsMade()
    {
        await _house.NewActiveAsync();
        var uri = _house.Tokens.Add(TestKey.Ec());
        var label = _house.Tokens.AddName("pkcs11:token=hsm;object=own", uri);
        var chain = _house.Chain(_house.Tokens.PublicKey(uri));

        var result = await _house.ApplyAsync(new ImportVersion(Other, "thief", label, chain));

        Assert.Equal((label, VersionState.CertificateInstalled), (result.Version!.KeyUri, result.Version.State));
    }

    [Fact]
    public async Task Import_WhenTheTenantHasTheKeyByAnotherNameAndCertificate_IsMadeWithAWarning()
    {
        var version = await NewVersionAsync(VersionState.RequestMade, KeyKind.EcP256);
        var label = _house.Tokens.AddName(Label, version.KeyUri);
        await _house.ApplyAsync(new CreateIdentity(Definition("deputy")));
        var chain = _house.Chain(_house.Tokens.PublicKey(version.KeyUri));

        var result = await _house.ApplyAsync(new ImportVersion(Tenant, "deputy", label, chain));

        Assert.Contains(result.Warnings, static w => w.Contains("'head'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WithoutForeign_WhenTheOtherWaitsForItsCertificate_LeavesOutACertificateForItsKey()
    {
        var version = await NewVersionAsync(VersionState.RequestMade, KeyKind.Rsa2048);
        var certificate = _house.Chain(Odd(_house.Tokens.PublicKey(version.KeyUri)))[0];

        TokenObject[] found = [new("pkcs11:object=anything", "", "anything", null, [certificate])];

        Assert.Empty(_house.Registry.WithoutForeign(Other, found));
        Assert.Single(_house.Registry.WithoutForeign(Tenant, found));
    }

    [Fact]
    public async Task WithoutForeign_WhenTheOtherNamesItsKeyByTheLabel_LeavesItOut()
    {
        var uri = _house.Tokens.Add(TestKey.Ec());
        var label = _house.Tokens.AddName(Label, uri);
        await _house.ApplyAsync(new CreateIdentity(Definition()));
        var chain = _house.Chain(_house.Tokens.PublicKey(uri));
        await _house.ApplyAsync(new ImportVersion(Tenant, Head, label, chain));

        TokenObject[] found = [new(uri, "01", "so-gddt/head/1", null, [])];

        Assert.Empty(_house.Registry.WithoutForeign(Other, found));
        Assert.Single(_house.Registry.WithoutForeign(Tenant, found));
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

    private async Task<IdentityVersion> NewVersionAsync(VersionState state, KeyKind kind)
    {
        await _house.ApplyAsync(new CreateIdentity(Definition()));
        if (state == VersionState.Active)
        {
            var number = await _house.NewVersionAsync(rsa: kind == KeyKind.Rsa2048);
            return (await _house.ApplyAsync(new ActivateVersion(Tenant, Head, number, null))).Version!;
        }
        var made = (await _house.ApplyAsync(new GenerateKey(Tenant, Head, "hsm", kind))).Version!;
        return state == VersionState.KeyGenerated
            ? made
            : (await _house.ApplyAsync(new MakeRequest(Tenant, Head, made.Number, Content(Head)))).Version!;
    }

    // The same numbers in other octets: RSA without the NULL of its parameters, a point compressed.
    private static PublicKey Odd(PublicKey key)
    {
        var point = key.EncodedKeyValue.RawData;
        return point[0] == 4
            ? new PublicKey(
                key.Oid,
                key.EncodedParameters,
                new AsnEncodedData([(byte)(2 + (point[^1] & 1)), .. point[1..(point.Length / 2 + 1)]])
            )
            : new PublicKey(key.Oid, parameters: null, key.EncodedKeyValue);
    }
}
