// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Storage.Tests;

/// <summary>A file has one lock and one size, by whatever links it is named.</summary>
public sealed class LinkTests : ArchiveFixture
{
    public static TheoryData<string> Links => ["link.db", "linked-folder/journal.db", "relative.db", "via/chain.db"];

    private string Elsewhere => Directory.CreateDirectory(Path.Combine(Folder, "elsewhere")).FullName;

    [Theory]
    [MemberData(nameof(Links))]
    public async Task Open_WhenALinkNamesAJournalInUse_IsRefused(string link)
    {
        JournalOptions linked = Options with { Path = Linked(link) };
        await using SqliteSigningJournal journal = Open();

        Assert.Contains("in use", Cause(() => SqliteSigningJournal.Open(linked, Time)), StringComparison.Ordinal);
        Time.At(2028);
        Assert.Contains(
            "in use",
            Cause(() => JournalArchive.Run(linked, Archiving, Time, None)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Open_WhenTheNodeNamesALink_LocksTheFile()
    {
        await using SqliteSigningJournal journal = SqliteSigningJournal.Open(
            Options with
            {
                Path = Linked("link.db"),
            },
            TimeProvider.System
        );
        Assert.Contains("in use", Cause(() => Open()), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_WhenALinkNamesACatalogInUse_IsRefused()
    {
        using SqliteIdentityCatalog catalog = SqliteIdentityCatalog.Open(new CatalogOptions { Path = File });
        var linked = new CatalogOptions { Path = Linked("link.db") };
        Assert.Contains("in use", Cause(() => SqliteIdentityCatalog.Open(linked)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_WhenTheJournalIsALink_TellsTheFilesSize()
    {
        JournalOptions linked = Options with { Path = Linked("link.db") };
        await using SqliteSigningJournal journal = SqliteSigningJournal.Open(linked, TimeProvider.System);
        await RoundAsync(journal, "r0");
        long onDisk = new FileInfo(File).Length + new FileInfo(File + "-wal").Length;
        Assert.Equal(onDisk, journal.Health.FileBytes);
        Assert.True(onDisk > 4096);
    }

    [Fact]
    public async Task Open_WhenLinksGoInACircle_IsStorageFailed()
    {
        string one = Path.Combine(Elsewhere, "one.db");
        string two = Path.Combine(Elsewhere, "two.db");
        System.IO.File.CreateSymbolicLink(one, two);
        System.IO.File.CreateSymbolicLink(two, one);
        Cause(() => SqliteSigningJournal.Open(Options with { Path = one }, Time));
        await Open().DisposeAsync();
    }

    [Fact]
    public async Task Archive_WhenSomebodyWroteAfterTheFileWasRead_MovesNothing()
    {
        await YearsAsync(2026, 2027, 2028);
        using (SqliteJournalFile file = SqliteJournalFile.Open(Options, Time))
        {
            // A second writer that knows no lock.
            using (SqliteJournalFile other = SqliteJournalFile.Open(Options, Time))
            {
                other.Begin();
                other.Insert(Samples.Refused("other"), ColumnText.Of(Time.GetUtcNow()));
                other.Commit();
            }
            InvalidDataException fault = Assert.Throws<InvalidDataException>(() =>
                JournalArchive.Run(file, Options, Archiving, Time.GetUtcNow(), None)
            );
            Assert.Contains("row 37", fault.Message, StringComparison.Ordinal);
        }
        Assert.Empty(Verify().Findings);
        Assert.Equal(37, Verify().Rows);
    }

    // Each kind of link to the journal: to the file, to its folder, relative, and through a relative link in a folder behind a link.
    private string Linked(string link)
    {
        string journals = Path.GetDirectoryName(File)!;
        string deep = Directory.CreateDirectory(Path.Combine(Elsewhere, "a", "b")).FullName;
        System.IO.File.CreateSymbolicLink(Path.Combine(Elsewhere, "link.db"), File);
        Directory.CreateSymbolicLink(Path.Combine(Elsewhere, "linked-folder"), journals);
        System.IO.File.CreateSymbolicLink(Path.Combine(Elsewhere, "relative.db"), "../../journal.db");
        Directory.CreateSymbolicLink(Path.Combine(Elsewhere, "via"), deep);
        System.IO.File.CreateSymbolicLink(Path.Combine(deep, "chain.db"), "../../link.db");
        return Path.Combine(Elsewhere, link);
    }

    private static string Cause(Action open)
    {
        SigningException fault = Assert.Throws<SigningException>(open);
        Assert.Equal(SigningErrorKind.StorageFailed, fault.Kind);
        return fault.InnerException!.Message;
    }

    private static string Cause(Func<object?> open) =>
        Cause(() =>
        {
            _ = open();
        });
}
