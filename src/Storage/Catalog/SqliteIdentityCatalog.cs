// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage;

/// <summary>
/// The identities with their versions, in one SQLite file (WAL, <c>synchronous=FULL</c>) that only the node's user may read. One
/// process at a time. After a fault the next write opens the file again, and goes on only with one that has every revision it saved.
/// </summary>
public sealed class SqliteIdentityCatalog : IIdentityStore
{
    private readonly CatalogOptions _options;
    private readonly JournalLock _lock;
    private SqliteConnection? _connection;
    private CatalogRevisions _acknowledged = new();
    private bool _hasFailed;

    private SqliteIdentityCatalog(CatalogOptions options, JournalLock held) => (_options, _lock) = (options, held);

    /// <summary>Opens or makes the file.</summary>
    /// <exception cref="SigningException">
    /// <see cref="SigningErrorKind.StorageFailed"/>: it can't be opened, another process has it, it is damaged, foreign, or of a newer
    /// server; the cause says which.
    /// </exception>
    public static SqliteIdentityCatalog Open(CatalogOptions options)
    {
        SqliteIdentityCatalog? catalog = null;
        try
        {
            options = options with { Path = RealPath.Of(options.Path) };
            catalog = new SqliteIdentityCatalog(options, Lock(options.Path));
            catalog.Connect();
            return catalog;
        }
        catch (Exception e) when (JournalConnection.IsStorageFailure(e))
        {
            catalog?.Dispose();
            throw CatalogFaults.NotOpened(e);
        }
    }

    /// <inheritdoc />
    public IdentityStoreContent Load()
    {
        try
        {
            return CatalogReader.Read(Connect());
        }
        catch (Exception e) when (JournalConnection.IsStorageFailure(e) || e is InvalidCastException)
        {
            throw CatalogFaults.NotRead(e);
        }
    }

    /// <inheritdoc />
    public void Save(IdentityRecord identity, string? settledChange = null, AnsweredRequest? answered = null) =>
        Write(
            connection =>
            {
                CatalogWriter.Save(connection, identity);
                CatalogWriter.Insert(connection, answered);
                if (settledChange is not null)
                {
                    CatalogWriter.RemoveChange(connection, settledChange);
                }
            },
            [identity]
        );

    /// <inheritdoc />
    public void Save(IReadOnlyList<IdentityRecord> identities) =>
        Write(
            connection =>
            {
                foreach (var identity in identities)
                {
                    CatalogWriter.Save(connection, identity);
                }
            },
            identities
        );

    /// <inheritdoc />
    public void Add(StoredChange change, AnsweredRequest? answered = null) =>
        Write(connection =>
        {
            CatalogWriter.Insert(connection, change);
            CatalogWriter.Insert(connection, answered);
        });

    /// <inheritdoc />
    public void Remove(string changeId, AnsweredRequest? answered = null) =>
        Write(connection =>
        {
            CatalogWriter.RemoveChange(connection, changeId);
            CatalogWriter.Insert(connection, answered);
        });

    /// <inheritdoc />
    public void Forget(DateTimeOffset before) => Write(connection => CatalogWriter.Forget(connection, before));

    /// <inheritdoc />
    public void Add(IReadOnlyList<ExpiryMark> marks) =>
        Write(connection =>
        {
            foreach (var mark in marks)
            {
                CatalogWriter.Insert(connection, mark);
            }
        });

    /// <inheritdoc />
    public void Dispose()
    {
        Close();
        _lock.Dispose();
    }

    private void Write(Action<SqliteConnection> work, IReadOnlyList<IdentityRecord>? saved = null)
    {
        try
        {
            var connection = Connect();
            using var transaction = connection.BeginTransaction();
            work(connection);
            transaction.Commit();
            foreach (var identity in saved ?? [])
            {
                _acknowledged.Set(identity.Definition.Tenant, identity.Definition.Id, identity.Revision);
            }
        }
        catch (Exception e) when (JournalConnection.IsStorageFailure(e))
        {
            Close();
            _hasFailed = true;
            throw CatalogFaults.NotWritten(e);
        }
    }

    // Whatever the WAL holds is moved into the file, with an fsync, before anybody relies on it: after a failed fsync the
    // system's cache may show what the disk never got.
    private SqliteConnection Connect()
    {
        if (_connection is not null)
        {
            return _connection;
        }
        var options = new JournalOptions
        {
            Path = _options.Path,
            NodeId = "catalog",
            BusyTimeout = _options.BusyTimeout,
        };
        if (_hasFailed)
        {
            RequireOwn(options);
        }
        var connection = JournalConnection.OpenWriter(options);
        try
        {
            CatalogSchema.Ensure(connection, _options.Path);
            bool isWalHeld = JournalConnection.Integer(connection, "PRAGMA wal_checkpoint(TRUNCATE)") != 0;
            if (isWalHeld && _hasFailed)
            {
                throw new IOException("A reader holds the catalog's WAL: it can't be moved into the file.");
            }
            (_acknowledged, _hasFailed) = (CatalogRevisions.Read(connection), false);
            return _connection = connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // Without writing: what opens a file to write moves the WAL beside it into it, also the catalog's into a copy that was put there.
    private void RequireOwn(JournalOptions options)
    {
        if (!File.Exists(options.Path))
        {
            throw new InvalidDataException(
                $"{options.Path} is gone. Put it back; or stop the node, and restore the catalog from a backup."
            );
        }
        using var reader = JournalConnection.OpenReader(options);
        _acknowledged.RequireIn(CatalogRevisions.Read(reader), options.Path);
    }

    private void Close()
    {
        _connection?.Dispose();
        _connection = null;
    }

    private static JournalLock Lock(string path)
    {
        try
        {
            return JournalLock.Take(path);
        }
        catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException))
        {
            throw new IOException($"Catalog {path} is in use: {path}.lock is locked by another process.", e);
        }
    }
}
