// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Storage.Tests;

/// <summary>A directory of its own for each test, and what tests look at.</summary>
public abstract class JournalFixture : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("journal-");

    protected static CancellationToken None => CancellationToken.None;

    protected string File => Path.Combine(_directory.FullName, "journal.db");

    protected JournalOptions Options => Samples.Options(File);

    public void Dispose()
    {
        Dispose(isDisposing: true);
        GC.SuppressFinalize(this);
    }

    internal static async Task<SigningException> FaultOf(ValueTask append) =>
        await Assert.ThrowsAsync<SigningException>(append.AsTask);

    internal static async Task<JournaledRequest> Found(SqliteSigningJournal journal, string id)
    {
        JournaledRequest? found = await journal.FindAsync(Samples.Key(id), CancellationToken.None);
        Assert.NotNull(found);
        return found;
    }

    internal SqliteSigningJournal Open() => SqliteSigningJournal.Open(Options, TimeProvider.System);

    protected virtual void Dispose(bool isDisposing) => _directory.Delete(recursive: true);

    internal SqliteSigningJournal Open(FakeDisk disk, JournalOptions? options = null, TimeProvider? time = null) =>
        SqliteSigningJournal.Open(
            options ?? Options,
            time ?? TimeProvider.System,
            instruments: null,
            () => disk.Open(() => SqliteJournalFile.Open(options ?? Options, TimeProvider.System))
        );
}
