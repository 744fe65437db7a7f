// SPDX-License-Identifier: Apache-2.0
using System.Threading.Channels;
using HocBaSo.Signing.Core;
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage;

/// <summary>
/// A small pool of read-only connections. A look-up runs on the caller's thread: in WAL mode it never waits for the writer, and it
/// is one descent of one index for a new request (tens of microseconds), less than a hop to another thread costs.
/// </summary>
internal sealed class JournalReaders
{
    private readonly Channel<JournalReader> _idle = Channel.CreateUnbounded<JournalReader>();
    private readonly int _count;
    private FailedLookUp? _failed;
    private int _age;

    public JournalReaders(JournalOptions options)
    {
        _count = options.Readers;
        for (int i = 0; i < _count; i++)
        {
            _idle.Writer.TryWrite(new JournalReader(options));
        }
    }

    /// <summary>The last request that could not be looked up; null when the last look-up of it was good, or none failed.</summary>
    public RequestKey? Failed => Volatile.Read(ref _failed)?.Request;

    /// <summary>The last attempt of a request, as of the last commit; null when there is none.</summary>
    public async ValueTask<JournaledRequest?> FindAsync(RequestKey request, CancellationToken cancellationToken)
    {
        try
        {
            JournaledRequest? found = await ReadAsync(reader => reader.Find(request), cancellationToken);
            if (Failed == request)
            {
                Volatile.Write(ref _failed, null);
            }
            return found;
        }
        catch (SigningException)
        {
            Volatile.Write(ref _failed, new FailedLookUp(request));
            throw;
        }
    }

    /// <summary>The pair of a request, as of the last commit; null when there is none.</summary>
    public ValueTask<SealedPair?> FindPairAsync(RequestKey request, CancellationToken cancellationToken) =>
        ReadAsync(reader => reader.FindPair(request), cancellationToken);

    /// <summary>The evidence of that digest; null when there is none.</summary>
    public ValueTask<StatusEvidence?> FindEvidenceAsync(
        ReadOnlyMemory<byte> digest,
        CancellationToken cancellationToken
    ) => ReadAsync(reader => reader.FindEvidence(digest), cancellationToken);

    /// <summary>Waits for look-ups that run, then closes every connection.</summary>
    public async ValueTask CloseAsync()
    {
        for (int i = 0; i < _count; i++)
        {
            JournalReader reader = await _idle.Reader.ReadAsync();
            reader.Close();
        }
        _idle.Writer.Complete();
    }

    /// <summary>Every connection is opened anew at its next use: one on a file that was exchanged would show that file's rows for ever.</summary>
    public void Renew() => Interlocked.Increment(ref _age);

    /// <summary>Runs a look-up on a connection of the pool.</summary>
    public async ValueTask<T> ReadAsync<T>(Func<JournalReader, T> find, CancellationToken cancellationToken)
    {
        JournalReader reader = await RentAsync(cancellationToken);
        try
        {
            reader.Grow(Volatile.Read(ref _age));
            return find(reader);
        }
        catch (Exception failure) when (failure is SqliteException or InvalidDataException)
        {
            reader.Close();
            throw JournalFaults.NotRead(failure);
        }
        finally
        {
            _idle.Writer.TryWrite(reader);
        }
    }

    private async ValueTask<JournalReader> RentAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _idle.Reader.ReadAsync(cancellationToken);
        }
        catch (ChannelClosedException closed)
        {
            throw new ObjectDisposedException("The journal was disposed.", closed);
        }
    }

    private sealed record FailedLookUp(RequestKey Request);
}
