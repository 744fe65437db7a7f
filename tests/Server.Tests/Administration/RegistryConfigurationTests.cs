// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Administration;
using HocBaSo.Signing.TestKit;
using Microsoft.Extensions.Logging;
using static HocBaSo.Signing.Server.Tests.RegistryHouse;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>What the configuration file brings at a start, and what it leaves to administrators.</summary>
public sealed class RegistryConfigurationTests : IAsyncLifetime
{
    private readonly RegistryHouse _house = new();
    private readonly TestKey _key = TestKey.Ec();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _house.DisposeAsync().AsTask();

    [Fact]
    public async Task Start_WhenTheFileNamesAKey_ItIsTakenInOnceAndSigns()
    {
        var configured = Configure();
        await _house.StartAsync();
        Assert.Equal(1, _house.Current.Find(Tenant, Head)!.Version);
        Assert.Equal(configured.KeyUri, _house.Current.Find(Tenant, Head)!.KeyUri);
        Assert.Equal(2, _house.Journal.Events.Count);
        Assert.All(_house.Journal.Events, e => Assert.Equal("configuration", e.Caller));

        await _house.StartAsync();

        Assert.Equal(2, _house.Journal.Events.Count);
        Assert.Equal(1, _house.Registry.Find(Tenant, Head)!.Revision);
    }

    [Fact]
    public async Task Start_WhenAdministratorsRotatedSince_TheFileDoesNotUndoIt()
    {
        Configure();
        await _house.StartAsync();
        await _house.NewVersionAsync();
        await _house.ApplyAsync(new ActivateVersion(Tenant, Head, 2, null));
        await _house.ApplyAsync(new RevokeVersion(Tenant, Head, 1, "stolen"));

        await _house.StartAsync();

        Assert.Equal(2, _house.Current.Find(Tenant, Head)!.Version);
        _house.Configured[0] = _house.Configured[0] with { KeyUri = "", Chain = [] };
        await _house.StartAsync();
        Assert.Equal(2, _house.Current.Find(Tenant, Head)!.Version);
        Assert.Equal(2, _house.Registry.Find(Tenant, Head)!.Versions.Count);
    }

    [Fact]
    public async Task Start_WhenTheFileBringsANewCertificate_ItIsANewVersionInForce()
    {
        Configure();
        await _house.StartAsync();
        _house.Configured[0] = _house.Configured[0] with { Chain = _house.Chain(_key.PublicKey) };

        await _house.StartAsync();

        Assert.Equal(2, _house.Current.Find(Tenant, Head)!.Version);
        Assert.Equal(
            [VersionState.Retiring, VersionState.Active],
            _house.Registry.Find(Tenant, Head)!.Versions.Select(v => v.State)
        );
    }

    [Fact]
    public async Task Start_WhenTheFileNamesAVersionThatIsNotInForce_SaysSo()
    {
        var recorder = new LogRecorder();
        using var factory = new LoggerFactory([recorder]);
        _house.Log = new Logger<RegistryLog>(factory);
        Configure();
        var first = _house.Configured[0].Chain;
        await _house.StartAsync();
        _house.Configured[0] = _house.Configured[0] with { Chain = _house.Chain(_key.PublicKey) };
        await _house.StartAsync();
        await _house.StartAsync();
        Assert.DoesNotContain(recorder.Entries, static e => e.Level == LogLevel.Warning);

        _house.Configured[0] = _house.Configured[0] with { Chain = first };
        await _house.StartAsync();

        var (_, text) = Assert.Single(recorder.Entries, static e => e.Level == LogLevel.Warning);
        Assert.Contains("of 1 identities", text, StringComparison.Ordinal);
        Assert.Contains(
            recorder.Entries,
            static e =>
                e.Text == $"{Tenant} {Head}: the configuration file names the certificate of version 1, in force is 2"
        );
        Assert.Equal(2, _house.Current.Find(Tenant, Head)!.Version);

        await _house.ApplyAsync(new RevokeVersion(Tenant, Head, 2, "stolen"));
        await _house.StartAsync();

        Assert.Contains(
            recorder.Entries,
            static e => e.Text.Contains("of version 1, in force is none", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Start_WhenTheFileNamesTheKeyOtherwise_TheVersionFollows()
    {
        Configure();
        await _house.StartAsync();
        var uri = _house.Tokens.Add(_key);
        _house.Configured[0] = _house.Configured[0] with { KeyUri = uri };

        await _house.StartAsync();
        await _house.StartAsync();

        Assert.Equal(uri, _house.Current.Find(Tenant, Head)!.KeyUri);
        Assert.Equal(1, _house.Current.Find(Tenant, Head)!.Version);
        Assert.Equal(2, _house.Registry.Find(Tenant, Head)!.Revision);
    }

    [Fact]
    public async Task Start_WhenTheFileSaysWhoItIs_AdministratorsDoNot()
    {
        Configure();
        await _house.StartAsync();
        var refused = await _house.RefusalAsync(new UpdateIdentity(Definition() with { School = "S2" }));
        Assert.Equal(SigningErrorKind.NotPermitted, refused.Kind);

        _house.Configured[0] = _house.Configured[0] with
        {
            Definition = Definition() with { School = "S3", IsConfigured = true },
        };
        await _house.StartAsync();

        Assert.Equal("S3", _house.Current.Find(Tenant, Head)!.School);
    }

    [Fact]
    public async Task Start_WhenTheFileNoLongerDefinesIt_ItIsNotServedAndItsNameIsKept()
    {
        Configure();
        await _house.StartAsync();
        var configured = _house.Configured[0];
        _house.Configured.Clear();
        await _house.StartAsync();

        Assert.Null(_house.Current.FindAny(Tenant, Head));
        var refused = await _house.RefusalAsync(new CreateIdentity(Definition()));
        Assert.Equal(SigningErrorKind.InvalidRequest, refused.Kind);

        _house.Configured.Add(configured);
        await _house.StartAsync();
        Assert.Equal(1, _house.Current.Find(Tenant, Head)!.Version);
    }

    [Fact]
    public async Task Start_WhenTheFileDefinesWhatAnAdministratorCreated_TheFileSpeaksFromThenOn()
    {
        await _house.StartAsync();
        await _house.NewActiveAsync();
        _house.Configured.Add(
            new ConfiguredIdentity(
                Definition() with
                {
                    School = "S9",
                    IsConfigured = true,
                },
                new IdentityStatusOptions(),
                5,
                "",
                []
            )
        );

        await _house.StartAsync();

        var signs = _house.Current.Find(Tenant, Head)!;
        Assert.Equal(("S9", 5, 1), (signs.School, signs.MinRemainingDays, signs.Version));
    }

    [Fact]
    public async Task Start_WhenThereAreThousands_TakesThemInWithOneWrite()
    {
        var chain = _house.Chain(_key.PublicKey);
        for (var i = 0; i < 2_000; i++)
        {
            _house.Configured.Add(
                new ConfiguredIdentity(
                    Definition("identity-" + i) with
                    {
                        IsConfigured = true,
                    },
                    new IdentityStatusOptions(),
                    null,
                    "pkcs11:object=" + i,
                    chain
                )
            );
        }

        await _house.StartAsync();

        Assert.Equal(2_000, _house.Current.Identities.Count(i => i.IsInForce));
        Assert.Equal(
            ["store 2000 identities"],
            _house.Trace.Where(t => t.StartsWith("store", StringComparison.Ordinal))
        );
    }

    private ConfiguredIdentity Configure()
    {
        var configured = new ConfiguredIdentity(
            Definition() with
            {
                IsConfigured = true,
            },
            new IdentityStatusOptions(),
            null,
            _house.Tokens.Add(_key),
            _house.Chain(_key.PublicKey)
        );
        _house.Configured.Add(configured);
        return configured;
    }
}
