// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pkcs11;
using HocBaSo.Signing.Server.Administration;
using HocBaSo.Signing.TestKit;
using static HocBaSo.Signing.Server.Tests.RegistryHouse;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>Identities from their creation to the end of their versions.</summary>
public sealed class RegistryTests : IAsyncLifetime
{
    private readonly RegistryHouse _house = new();

    public Task InitializeAsync() => _house.StartAsync();

    public Task DisposeAsync() => _house.DisposeAsync().AsTask();

    [Fact]
    public async Task Apply_WhenAVersionIsMade_TheJournalIsToldBeforeAnythingHappens()
    {
        await _house.NewActiveAsync();

        Assert.Equal(
            [
                "store 0 identities",
                "journal AdministrationChanged head",
                "store head 1",
                "journal AdministrationChanged head/1",
                "token generates so-gddt/head/1",
                "store head 2",
                "journal AdministrationChanged head/1",
                "token requests for head",
                "store head 3",
                "journal AdministrationChanged head/1",
                "store head 4",
                "journal AdministrationChanged head/1", // of the test signature
                "token signs",
                "journal AdministrationChanged head/1",
                "store head 5",
            ],
            _house.Trace
        );
        var entry = _house.Journal.Events[^1];
        Assert.Equal(("an", "CertificateAdminService/Test"), (entry.Caller, entry.Operation));
        Assert.Matches("^q[0-9]+$", entry.RequestId);
        Assert.Equal("Activate version 1.", entry.Detail);
        Assert.Equal(1, _house.Current.Find(Tenant, Head)!.Version);
    }

    [Fact]
    public async Task Apply_WhenVersionsGoTheirWay_TheSnapshotFollows()
    {
        await _house.ApplyAsync(new CreateIdentity(Definition()));
        Assert.Equal("has no activated certificate", _house.Current.WhyUnusable(Tenant, Head));
        var states = new List<VersionState>();
        var key = (await _house.ApplyAsync(new GenerateKey(Tenant, Head, "hsm", KeyKind.EcP256))).Version!;
        states.Add(key.State);
        var requested = (await _house.ApplyAsync(new MakeRequest(Tenant, Head, 1, Content("Bà Hiệu")))).Version!;
        states.Add(requested.State);
        Assert.NotEmpty(requested.CertificateRequest.ToArray());
        await _house.ApplyAsync(new MakeRequest(Tenant, Head, 1, Content(Head)));
        var chain = _house.Chain(_house.Tokens.PublicKey(key.KeyUri));
        states.Add((await _house.ApplyAsync(new InstallCertificate(Tenant, Head, 1, chain))).Version!.State);
        Assert.Null(_house.Current.Find(Tenant, Head));
        states.Add((await _house.ApplyAsync(new ActivateVersion(Tenant, Head, 1, null))).Version!.State);

        Assert.Equal(
            [
                VersionState.KeyGenerated,
                VersionState.RequestMade,
                VersionState.CertificateInstalled,
                VersionState.Active,
            ],
            states
        );
        Assert.Equal(key.KeyUri, _house.Current.Find(Tenant, Head)!.KeyUri);
        Assert.Equal(chain[0].SerialNumber, _house.Current.Find(Tenant, Head)!.Facts.Serial);
    }

    [Fact]
    public async Task Apply_WhenItIsRotatedAndRolledBack_TheOtherVersionSignsAndBothAreFound()
    {
        await _house.NewActiveAsync();
        var before = _house.Current;
        var first = before.Find(Tenant, Head)!;
        await _house.NewVersionAsync(rsa: true);
        await _house.ApplyAsync(new ActivateVersion(Tenant, Head, 2, null));
        var second = _house.Current.Find(Tenant, Head)!;

        Assert.Same(first, before.Find(Tenant, Head));
        Assert.Equal(2, second.Version);
        Assert.Same(first, _house.Current.FindVersion(Tenant, Head, first.Facts.Thumbprint.Span));

        await _house.ApplyAsync(new RollBack(Tenant, Head));
        Assert.Same(first, _house.Current.Find(Tenant, Head));
        Assert.Equal(
            [VersionState.Active, VersionState.Retiring],
            _house.Registry.Find(Tenant, Head)!.Versions.Select(v => v.State)
        );

        await _house.ApplyAsync(new RetireVersion(Tenant, Head, 2));
        Assert.Same(second, _house.Current.FindVersion(Tenant, Head, second.Facts.Thumbprint.Span));
        var refused = await _house.RefusalAsync(new RollBack(Tenant, Head));
        Assert.Equal(SigningErrorKind.OutOfOrder, refused.Kind);
    }

    [Fact]
    public async Task Apply_WhenAVersionIsSuspendedResumedAndRevoked_ItSignsOnlyWhileItMay()
    {
        await _house.NewActiveAsync();

        await _house.ApplyAsync(new SuspendVersion(Tenant, Head, 1, "card lost"));
        Assert.Equal("is suspended", _house.Current.WhyUnusable(Tenant, Head));
        Assert.Equal("card lost", _house.Registry.Find(Tenant, Head)!.Versions[0].Reason);

        await _house.ApplyAsync(new ResumeVersion(Tenant, Head, 1));
        Assert.NotNull(_house.Current.Find(Tenant, Head));

        await _house.ApplyAsync(new RevokeVersion(Tenant, Head, 1, "card stolen"));
        Assert.Equal("is revoked", _house.Current.WhyUnusable(Tenant, Head));
        var refused = await _house.RefusalAsync(new ResumeVersion(Tenant, Head, 1));
        Assert.Equal(SigningErrorKind.OutOfOrder, refused.Kind);
    }

    [Fact]
    public async Task Apply_WhenTheKeySignsWrongly_TheVersionDoesNotComeIntoForce()
    {
        await _house.ApplyAsync(new CreateIdentity(Definition()));
        await _house.NewVersionAsync();
        _house.Tokens.SignsWithAnother = true;

        var refused = await _house.RefusalAsync(new ActivateVersion(Tenant, Head, 1, null));
        var later = await _house.RefusalAsync(new ActivateVersion(Tenant, Head, 1, _house.Time.GetUtcNow().AddDays(1)));

        Assert.Equal(SigningErrorKind.CertificateNotUsable, refused.Kind);
        Assert.Equal(SigningErrorKind.CertificateNotUsable, later.Kind);
        Assert.Contains("not that of its certificate", refused.Message, StringComparison.Ordinal);
        Assert.Equal(VersionState.CertificateInstalled, _house.Registry.Find(Tenant, Head)!.Versions[0].State);
    }

    [Theory]
    [InlineData("another key")]
    [InlineData("another authority")]
    [InlineData("an expired certificate")]
    public async Task Apply_WhenTheAnswerDoesNotFit_ItIsNotInstalled(string what)
    {
        await _house.ApplyAsync(new CreateIdentity(Definition()));
        var version = (await _house.ApplyAsync(new GenerateKey(Tenant, Head, "hsm", KeyKind.EcP256))).Version!;
        var key = _house.Tokens.PublicKey(version.KeyUri);
        var chain = what switch
        {
            "another key" => _house.Chain(TestKey.Ec().PublicKey),
            "another authority" => _house.Chain(key, pki: new TestPki()),
            _ => _house.Chain(key, daysLeft: 0),
        };
        _house.Time.Advance(TimeSpan.FromHours(1));

        var refused = await _house.RefusalAsync(new InstallCertificate(Tenant, Head, 1, chain));

        Assert.Equal(SigningErrorKind.CertificateNotUsable, refused.Kind);
        Assert.Equal(VersionState.KeyGenerated, _house.Registry.Find(Tenant, Head)!.Versions[0].State);
    }

    [Fact]
    public async Task Apply_WhenAKeyIsInATokenAlready_ItIsImportedAndSigns()
    {
        await _house.ApplyAsync(new CreateIdentity(Definition()));
        var key = TestKey.Rsa();
        var uri = _house.Tokens.Add(key);

        var imported = await _house.ApplyAsync(new ImportVersion(Tenant, Head, uri, _house.Chain(key.PublicKey)));
        var tested = await _house.Registry.TestSignAsync(Call(), Tenant, Head, 1, CancellationToken.None);

        Assert.Equal(VersionState.CertificateInstalled, imported.Version!.State);
        Assert.Equal(SignatureAlgorithm.RsaPssSha256, tested.Algorithm);
        await _house.ApplyAsync(new ActivateVersion(Tenant, Head, 1, null));
        Assert.Equal(uri, _house.Current.Find(Tenant, Head)!.KeyUri);
    }

    [Fact]
    public async Task Apply_WhenTheJournalFails_NothingHappens()
    {
        await _house.NewActiveAsync();
        var (before, trace) = (_house.Current, _house.Trace.Count);
        _house.Journal.Fails = true;

        var generate = await _house.RefusalAsync(new GenerateKey(Tenant, Head, "hsm", KeyKind.EcP256));
        var revoke = await _house.RefusalAsync(new RevokeVersion(Tenant, Head, 1, "stolen"));
        var test = await Assert.ThrowsAsync<SigningException>(() =>
            _house.Registry.TestSignAsync(Call(), Tenant, Head, 1, CancellationToken.None)
        );

        Assert.Equal(SigningErrorKind.StorageFailed, generate.Kind);
        Assert.Equal(SigningErrorKind.StorageFailed, revoke.Kind);
        Assert.Equal(SigningErrorKind.StorageFailed, test.Kind);
        Assert.Equal(trace, _house.Trace.Count);
        Assert.Same(before, _house.Current);
    }

    [Fact]
    public async Task Apply_WhenTheFileCannotBeWritten_NothingTakesEffectAndTheJournalSaysSo()
    {
        await _house.NewActiveAsync();
        var before = _house.Current;
        _house.Store!.Fails = true;

        var refused = await _house.RefusalAsync(new SuspendVersion(Tenant, Head, 1, "lost"));

        Assert.Equal(SigningErrorKind.StorageFailed, refused.Kind);
        Assert.Same(before, _house.Current);
        Assert.Equal(SigningErrorKind.StorageFailed, _house.Journal.Events[^1].Error);
        Assert.StartsWith("Did not take effect", _house.Journal.Events[^1].Detail, StringComparison.Ordinal);

        _house.Store.Fails = false;
        await _house.ApplyAsync(new SuspendVersion(Tenant, Head, 1, "lost"));
        Assert.Null(_house.Current.Find(Tenant, Head));
    }

    [Fact]
    public async Task Apply_WhenItMakesNoSense_EachGetsItsKind()
    {
        await _house.NewActiveAsync();
        var unknown = new RetireVersion(Tenant, "nobody", 1);

        Assert.Equal(SigningErrorKind.IdentityNotFound, (await _house.RefusalAsync(unknown)).Kind);
        await RefusedAsync(SigningErrorKind.IdentityNotFound, new RetireVersion(Tenant, Head, 9));
        await RefusedAsync(SigningErrorKind.NotPermitted, new RetireVersion("elsewhere", Head, 1));
        await RefusedAsync(SigningErrorKind.InvalidRequest, new CreateIdentity(Definition()));
        await RefusedAsync(SigningErrorKind.InvalidRequest, new CreateIdentity(Definition("a b")));
        await RefusedAsync(SigningErrorKind.InvalidRequest, new CreateIdentity(Definition("x") with { Roles = [] }));
        await RefusedAsync(SigningErrorKind.InvalidRequest, new CreateIdentity(Definition("x") with { School = "" }));
        await RefusedAsync(
            SigningErrorKind.InvalidRequest,
            new CreateIdentity(Definition("x") with { Kind = IdentityKind.Organisation })
        );
        await RefusedAsync(
            SigningErrorKind.InvalidRequest,
            new UpdateIdentity(
                Definition() with
                {
                    Kind = IdentityKind.Organisation,
                    Roles = [new RoleGrant(SignerRole.PhatHanh, [])],
                }
            )
        );
        await RefusedAsync(SigningErrorKind.InvalidRequest, new GenerateKey(Tenant, Head, "elsewhere", KeyKind.EcP256));
        await RefusedAsync(SigningErrorKind.InvalidRequest, new SuspendVersion(Tenant, Head, 1, " "));
        await RefusedAsync(SigningErrorKind.InvalidRequest, new SuspendVersion(Tenant, Head, 1, "line\nbreak"));
        await RefusedAsync(SigningErrorKind.OutOfOrder, new ActivateVersion(Tenant, Head, 1, null));
        await RefusedAsync(SigningErrorKind.OutOfOrder, new MakeRequest(Tenant, Head, 1, Content(Head)));
        var bare = (await _house.ApplyAsync(new GenerateKey(Tenant, Head, "hsm", KeyKind.EcP256))).Version!;
        await RefusedAsync(SigningErrorKind.InvalidRequest, new MakeRequest(Tenant, Head, bare.Number, Content("")));
    }

    [Fact]
    public async Task Apply_WhenManyComeAtOnce_EachIsMadeOnceAndReadersSeeWholeSnapshots()
    {
        string[] names = ["a", "b", "c", "d"];
        foreach (var name in names)
        {
            await _house.NewActiveAsync(name);
            await _house.NewVersionAsync(name);
            await _house.ApplyAsync(new ActivateVersion(Tenant, name, 2, null));
        }
        using var stop = new CancellationTokenSource();
        var reader = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                Assert.All(names, name => Assert.NotNull(_house.Current.Find(Tenant, name)));
            }
        });

        await Task.WhenAll(
            Enumerable.Range(0, 80).Select(i => Task.Run(() => _house.ApplyAsync(new RollBack(Tenant, names[i % 4]))))
        );
        await stop.CancelAsync();
        await reader;

        Assert.All(names, name => Assert.Equal(9 + 20, _house.Registry.Find(Tenant, name)!.Revision));
        Assert.All(names, name => Assert.Equal(2, _house.Current.Find(Tenant, name)!.Version));
    }

    [Fact]
    public async Task Start_WhenAnythingWasChanged_GivesTheSameIdentitiesAgain()
    {
        var random = new Random(11);
        for (var step = 0; step < 120; step++)
        {
            var id = "identity-" + random.Next(3);
            var number = random.Next(1, 5);
            try
            {
                await _house.ApplyAsync(
                    random.Next(10) switch
                    {
                        0 or 1 => new CreateIdentity(Definition(id)),
                        2 => new SuspendVersion(Tenant, id, number, "why"),
                        3 => new ResumeVersion(Tenant, id, number),
                        4 => new RetireVersion(Tenant, id, number),
                        5 => new RevokeVersion(Tenant, id, number, "why"),
                        6 => new RollBack(Tenant, id),
                        7 => new ActivateVersion(Tenant, id, number, _house.Time.GetUtcNow().AddDays(number)),
                        _ => new ActivateVersion(Tenant, id, number, null),
                    }
                );
                if (random.Next(3) == 0)
                {
                    await _house.NewVersionAsync(id);
                }
            }
            catch (SigningException refused)
            {
                Assert.Contains(
                    refused.Kind,
                    new[]
                    {
                        SigningErrorKind.OutOfOrder,
                        SigningErrorKind.IdentityNotFound,
                        SigningErrorKind.InvalidRequest,
                    }
                );
            }
            foreach (var identity in _house.Registry.List(Tenant))
            {
                Assert.Equal(identity.Active?.Number, _house.Current.Find(Tenant, identity.Definition.Id)?.Version);
            }
        }
        var before = _house.Registry.List(Tenant).Select(Show).ToArray();
        Assert.Equal(3, before.Length);

        await _house.StartAsync();

        Assert.Equal(before, _house.Registry.List(Tenant).Select(Show));
    }

    private static string Show(IdentityRecord identity) =>
        $"{identity.Definition.Id} {identity.Revision} "
        + string.Join(
            '|',
            identity.Versions.Select(v =>
                $"{v.Number} {v.State} {v.ResumeState} {v.ActivateAt:O} {v.Reason} {v.KeyUri} {v.NotAfter:O} {v.CertificateRequest.Length}"
            )
        );

    private async Task RefusedAsync(SigningErrorKind kind, IdentityChange change) =>
        Assert.Equal(kind, (await _house.RefusalAsync(change)).Kind);
}
