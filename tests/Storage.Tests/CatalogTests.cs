// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using HocBaSo.Signing.Core;
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage.Tests;

/// <summary>The catalog of identities: what was saved is read again, whatever happens in between.</summary>
public sealed class CatalogTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("hbs-catalog-");
    private readonly CatalogSamples _samples = new(20_261_122);

    private string File => Path.Combine(_directory.FullName, "catalog.db");

    public void Dispose()
    {
        _samples.Dispose();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public void Load_WhenAnythingWasSavedInAnyOrder_GivesTheLastOfEachAgain()
    {
        Dictionary<string, IdentityRecord> identities = [];
        Dictionary<string, StoredChange> changes = [];
        HashSet<ExpiryMark> marks = [];
        Random random = new(7);
        SqliteIdentityCatalog catalog = Open();
        for (int step = 0; step < 200; step++)
        {
            string id = "identity-" + random.Next(8);
            switch (random.Next(6))
            {
                case 0:
                    changes[$"c{step}"] = _samples.Change($"c{step}");
                    catalog.Add(changes[$"c{step}"]);
                    break;
                case 1 when changes.Count > 0:
                    string dropped = changes.Keys.First();
                    catalog.Remove(dropped);
                    changes.Remove(dropped);
                    break;
                case 2:
                    DateTimeOffset end = new(2026, 9, 1 + random.Next(3), 8, 0, 0, TimeSpan.Zero);
                    ExpiryMark[] given =
                    [
                        new("t1", id, random.Next(3), end, 30),
                        new("t1", id, random.Next(3), end, 7),
                    ];
                    catalog.Add(given);
                    marks.UnionWith(given);
                    break;
                case 3:
                    catalog.Dispose();
                    catalog = Open();
                    break;
                default:
                    long revision = identities.TryGetValue(id, out IdentityRecord? before) ? before.Revision + 1 : 1;
                    string? settled = changes.Keys.FirstOrDefault();
                    identities[id] = _samples.Identity("t1", id, revision);
                    catalog.Save(identities[id], settled);
                    changes.Remove(settled ?? "");
                    break;
            }
            if (step % 10 == 0)
            {
                AssertHolds(catalog.Load(), identities, changes, marks);
            }
        }
        AssertHolds(catalog.Load(), identities, changes, marks);
        catalog.Dispose();
    }

    [Fact]
    public async Task Open_WhenNew_MakesAFileThatRestsOnFsyncAndIsTheUsersOwn()
    {
        using SqliteIdentityCatalog catalog = Open();
        catalog.Save(_samples.Identity("t1", "head", 1));
        Assert.Equal(["1212306243"], await OtherTool.QueryAsync(File, "PRAGMA application_id"));
        Assert.Equal(["2"], await OtherTool.QueryAsync(File, "PRAGMA user_version"));
        Assert.Equal(["wal"], await OtherTool.QueryAsync(File, "PRAGMA journal_mode"));
        Assert.Equal(["head"], await OtherTool.QueryAsync(File, "SELECT id FROM identity"));
        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            Assert.Equal(Private, System.IO.File.GetUnixFileMode(File));
            Assert.Equal(Private, System.IO.File.GetUnixFileMode(File + "-wal"));
        }
    }

    [Fact]
    public async Task Open_WhenItsMarksDontSayWhichEndTheyAreOf_DropsThemAndKeepsTheRest()
    {
        IdentityRecord identity = _samples.Identity("t1", "head", 1);
        using (SqliteIdentityCatalog catalog = Open())
        {
            catalog.Save(identity);
        }
        foreach (
            string sql in (string[])
                [
                    "DROP TABLE expiry_notice",
                    "CREATE TABLE expiry_notice (tenant TEXT NOT NULL, identity_id TEXT NOT NULL, number INTEGER NOT NULL, "
                        + "days INTEGER NOT NULL, PRIMARY KEY (tenant, identity_id, number, days)) STRICT",
                    "INSERT INTO expiry_notice VALUES ('t1', 'head', 1, 90)",
                    "PRAGMA user_version = 1",
                ]
        )
        {
            await OtherTool.QueryAsync(File, sql);
        }

        using SqliteIdentityCatalog again = Open();
        ExpiryMark mark = new("t1", "head", 1, new DateTimeOffset(2026, 9, 21, 8, 0, 0, TimeSpan.Zero), 90);
        Assert.Empty(again.Load().Marks);
        again.Add([mark]);

        Assert.Equal([mark], again.Load().Marks);
        Assert.Equal([Show(identity)], again.Load().Identities.Select(Show));
    }

    [Fact]
    public void Open_WhenItIsOpen_IsRefused()
    {
        using SqliteIdentityCatalog first = Open();
        Assert.Contains("in use", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_WhenNotSqlite_IsRefused()
    {
        System.IO.File.WriteAllBytes(File, RandomNumberGenerator.GetBytes(8192));
        Assert.Contains("not a database", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_WhenItIsAJournalOrAnothersDatabase_IsRefused()
    {
        await OtherTool.QueryAsync(File, "CREATE TABLE marks (pupil TEXT)");
        Assert.Contains("not a catalog", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_WhenOfANewerServer_IsRefused()
    {
        Open().Dispose();
        await OtherTool.QueryAsync(File, "PRAGMA user_version = 99");
        Assert.Contains("Use a newer server", Refused(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE version SET state = 'valid'", "unknown state: valid")]
    [InlineData("UPDATE certificate SET der = x'3003020101'", "can't be read")]
    [InlineData("DELETE FROM certificate", "lacks the certificate")]
    [InlineData("UPDATE version SET changed_at = 'yesterday'", "unknown time")]
    [InlineData("UPDATE version SET key_uri = 'pkcs11:object=other'", "changed by another program")]
    [InlineData("DELETE FROM identity_role", "changed by another program")]
    [InlineData("UPDATE pending_change SET administrator = 'other'", "the change c1 was damaged")]
    public async Task Load_WhenARowMakesNoSense_IsRefused(string sql, string cause)
    {
        using (SqliteIdentityCatalog catalog = Open())
        {
            catalog.Save(ActiveIdentity());
            catalog.Add(_samples.Change("c1"));
        }
        await OtherTool.QueryAsync(File, sql);

        using SqliteIdentityCatalog again = Open();
        SigningException refused = Assert.Throws<SigningException>(() => again.Load());

        Assert.Equal(SigningErrorKind.StorageFailed, refused.Kind);
        Assert.Contains(cause, refused.InnerException!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_WhenRowsBelongToNothing_IsRefused()
    {
        using (SqliteIdentityCatalog catalog = Open())
        {
            catalog.Save(ActiveIdentity());
        }
        await OtherTool.QueryAsync(File, "DELETE FROM identity");
        Assert.Contains("belong to nothing", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_WhenItWasCutToNothing_IsRefused()
    {
        Open().Dispose();
        System.IO.File.WriteAllBytes(File, []);
        Assert.Contains("is empty", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_WhenPagesAreDamaged_IsRefusedOrReadsWhatWasThere()
    {
        string[] saved;
        using (SqliteIdentityCatalog catalog = Open())
        {
            for (int i = 0; i < 20; i++)
            {
                catalog.Save(_samples.Identity("t1", "i" + i, 1));
                catalog.Add(_samples.Change("c" + i));
            }
            saved = ShowAll(catalog.Load());
        }
        byte[] good = System.IO.File.ReadAllBytes(File);
        Random random = new(3);
        int refusals = 0;
        for (int run = 0; run < 60; run++)
        {
            byte[] bad = [.. good];
            int length = run % 2 == 0 ? 16 : 512;
            bad.AsSpan(random.Next(bad.Length - length), length).Fill((byte)random.Next(256));
            System.IO.File.WriteAllBytes(File, bad);
            try
            {
                using SqliteIdentityCatalog catalog = Open();
                Assert.Equal(saved, ShowAll(catalog.Load()));
            }
            catch (SigningException refused)
            {
                Assert.Equal(SigningErrorKind.StorageFailed, refused.Kind);
                refusals++;
            }
            System.IO.File.Delete(File + "-wal");
            System.IO.File.Delete(File + "-shm");
        }
        // What is left hit free room, or a name in the schema.
        Assert.True(refusals > 10, $"{refusals} of 60 damaged files were refused.");
    }

    [Fact]
    public void Save_WhenTheRevisionIsNotTheNext_ChangesNothing()
    {
        using SqliteIdentityCatalog catalog = Open();
        IdentityRecord first = _samples.Identity("t1", "head", 1);
        catalog.Save(first);
        catalog.Add(_samples.Change("c1"));

        SigningException refused = Assert.Throws<SigningException>(() =>
            catalog.Save(_samples.Identity("t1", "head", 3), "c1")
        );

        Assert.Equal(SigningErrorKind.StorageFailed, refused.Kind);
        Assert.Equal(1, catalog.Load().Identities.Single().Revision);
        Assert.Single(catalog.Load().Changes);
    }

    [Fact]
    public void Save_WhenTwoVersionsAreActive_IsRefusedWhole()
    {
        using SqliteIdentityCatalog catalog = Open();
        IdentityRecord identity = ActiveIdentity();
        IdentityRecord twice = identity with
        {
            Versions = [identity.Versions[0], identity.Versions[0] with { Number = 2 }],
        };

        Assert.Equal(SigningErrorKind.StorageFailed, Assert.Throws<SigningException>(() => catalog.Save(twice)).Kind);
        Assert.Empty(catalog.Load().Identities);
    }

    [Fact]
    public async Task Save_WhenTheFileIsLocked_FailsAndTheNextWriteGoesOn()
    {
        using SqliteIdentityCatalog catalog = SqliteIdentityCatalog.Open(
            new CatalogOptions { Path = File, BusyTimeout = TimeSpan.FromMilliseconds(50) }
        );
        IdentityRecord identity = _samples.Identity("t1", "head", 1);
        await using (SqliteConnection other = new($"Data Source={File};Pooling=False"))
        {
            await other.OpenAsync();
            await using SqliteTransaction held = other.BeginTransaction();
            Assert.Throws<SigningException>(() => catalog.Save(identity));
        }
        catalog.Save(identity);
        Assert.Equal(1, catalog.Load().Identities.Single().Revision);
    }

    [Fact]
    public async Task Save_WhenAReaderHoldsTheWalBehindAFault_FailsUntilItIsGone()
    {
        using SqliteIdentityCatalog catalog = SqliteIdentityCatalog.Open(
            new CatalogOptions { Path = File, BusyTimeout = TimeSpan.FromMilliseconds(50) }
        );
        catalog.Save(_samples.Identity("t1", "head", 1));
        IdentityRecord next = _samples.Identity("t1", "head", 2);
        await using SqliteConnection reader = new($"Data Source={File};Pooling=False");
        await reader.OpenAsync();
        await using (SqliteTransaction held = reader.BeginTransaction())
        {
            Assert.Throws<SigningException>(() => catalog.Save(next));
        }
        JournalConnection.Execute(reader, "BEGIN;");
        Assert.Equal(1, JournalConnection.Integer(reader, "SELECT count(*) FROM identity"));

        // What the WAL shows may not be on the disk: neither is it built upon nor given out.
        SigningException refused = Assert.Throws<SigningException>(() => catalog.Save(next));
        Assert.Contains("A reader holds", refused.InnerException!.Message, StringComparison.Ordinal);
        Assert.Throws<SigningException>(catalog.Load);

        JournalConnection.Execute(reader, "COMMIT;");
        catalog.Save(next);
        Assert.Equal(2, catalog.Load().Identities.Single().Revision);
    }

    [Fact]
    public async Task Save_WhenTheFileIsGoneBehindAFault_MakesNoNewOne()
    {
        using SqliteIdentityCatalog catalog = SqliteIdentityCatalog.Open(
            new CatalogOptions { Path = File, BusyTimeout = TimeSpan.FromMilliseconds(50) }
        );
        catalog.Save(_samples.Identity("t1", "head", 1));
        IdentityRecord next = _samples.Identity("t1", "head", 2);
        await using (SqliteConnection other = new($"Data Source={File};Pooling=False"))
        {
            await other.OpenAsync();
            await using SqliteTransaction held = other.BeginTransaction();
            Assert.Throws<SigningException>(() => catalog.Save(next));
        }
        System.IO.File.Move(File, File + ".moved");
        SigningException refused = Assert.Throws<SigningException>(() => catalog.Save(next));
        Assert.Contains("is gone", refused.InnerException!.Message, StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(File));
        System.IO.File.Move(File + ".moved", File);
        catalog.Save(next);
        Assert.Equal(2, catalog.Load().Identities.Single().Revision);
    }

    /// <summary>An older copy has identities as they were before they were revoked.</summary>
    [Theory]
    [InlineData("older")]
    [InlineData("foreign")]
    public async Task Save_WhenAnotherFileLiesThereBehindAFault_IsRefusedUntilItIsBack(string instead)
    {
        using SqliteIdentityCatalog catalog = SqliteIdentityCatalog.Open(
            new CatalogOptions { Path = File, BusyTimeout = TimeSpan.FromMilliseconds(50) }
        );
        catalog.Save(_samples.Identity("t1", "head", 1));
        string other = Path.Combine(_directory.FullName, instead);
        await OtherTool.QueryAsync(File, $"VACUUM INTO '{other}'");
        catalog.Save([_samples.Identity("t1", "head", 2)]);
        if (instead == "foreign")
        {
            System.IO.File.Delete(other);
            using var foreign = SqliteIdentityCatalog.Open(new CatalogOptions { Path = other });
            foreign.Save(_samples.Identity("t2", "head", 1));
        }
        await FailAsync(catalog);
        System.IO.File.Move(File, File + ".moved");
        System.IO.File.Copy(other, File);

        SigningException refused = Assert.Throws<SigningException>(() => catalog.Add(_samples.Change("c1")));
        Assert.Contains("lacks revision 2 of head", refused.InnerException!.Message, StringComparison.Ordinal);
        Assert.Throws<SigningException>(catalog.Load);

        System.IO.File.Move(File + ".moved", File, overwrite: true);
        catalog.Add(_samples.Change("c1"));
        Assert.Equal(2, catalog.Load().Identities.Single().Revision);
    }

    private async Task FailAsync(SqliteIdentityCatalog catalog)
    {
        await using SqliteConnection other = new($"Data Source={File};Pooling=False");
        await other.OpenAsync();
        await using SqliteTransaction held = other.BeginTransaction();
        Assert.Throws<SigningException>(() => catalog.Remove("none"));
    }

    private static void AssertHolds(
        IdentityStoreContent content,
        Dictionary<string, IdentityRecord> identities,
        Dictionary<string, StoredChange> changes,
        HashSet<ExpiryMark> marks
    )
    {
        Assert.Equal(
            identities.Values.OrderBy(i => i.Definition.Id, StringComparer.Ordinal).Select(Show),
            content.Identities.Select(Show)
        );
        Assert.Equal(
            changes.Values.OrderBy(c => c.At).ThenBy(c => c.Id, StringComparer.Ordinal).Select(Show),
            content.Changes.Select(Show)
        );
        Assert.Equal(marks, [.. content.Marks]);
    }

    private static string[] ShowAll(IdentityStoreContent content) =>
        [.. content.Identities.Select(Show), .. content.Changes.Select(Show)];

    private static string Show(StoredChange c) =>
        $"{c with { Content = default }} {Convert.ToHexString(c.Content.Span)}";

    private static string Show(IdentityRecord identity)
    {
        IdentityDefinition d = identity.Definition;
        IEnumerable<string> versions = identity.Versions.Select(v =>
            $"{v.Number} {v.State} {v.KeyUri} {v.CreatedAt:O} {v.ChangedAt:O} {Convert.ToHexString(v.CertificateRequest.Span)} "
            + $"{v.ActivateAt:O} {v.ResumeState} {v.Reason} {string.Join(',', v.CertificateChain.Select(c => c.Thumbprint))}"
        );
        return $"{d.Tenant} {d.Id} {d.Kind} {d.School} {d.IsConfigured} {identity.Revision} "
            + string.Join('|', d.Roles.Select(r => $"{r.Role}:{string.Join(',', r.Subjects)}").Concat(versions));
    }

    private IdentityRecord ActiveIdentity()
    {
        for (int i = 1; ; i++)
        {
            IdentityRecord identity = _samples.Identity("t1", "head", 1);
            if (identity.Active is { } active)
            {
                RoleGrant[] roles = [new RoleGrant(SignerRole.Cbql, [])];
                IdentityDefinition definition = identity.Definition with { Roles = roles };
                return identity with { Definition = definition, Versions = [active with { Number = 1 }] };
            }
        }
    }

    private SqliteIdentityCatalog Open() => SqliteIdentityCatalog.Open(new CatalogOptions { Path = File });

    private string Refused()
    {
        SigningException refused = Assert.Throws<SigningException>(Open);
        Assert.Equal(SigningErrorKind.StorageFailed, refused.Kind);
        return refused.InnerException!.Message;
    }
}
