// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Text;
using HocBaSo.Signing.Pki;

namespace HocBaSo.Signing.Server.Callers.Tls;

/// <summary>
/// What some files say, read again when they change. Files that can't be used keep what was there before. By content, not
/// by time: files are replaced by copies, links and mounts whose times say nothing.
/// </summary>
/// <typeparam name="T">Immutable.</typeparam>
internal sealed class ReloadedFiles<T>
    where T : class
{
    private readonly IReadOnlyList<string> _files;
    private readonly Func<IReadOnlyList<byte[]>, T> _parse;
    private byte[] _digest = [];
    private bool _isAwaited;
    private T? _current;

    /// <summary>Names the files; <see cref="Refresh"/> reads them.</summary>
    /// <param name="name">What they are, for the log.</param>
    /// <param name="files">In the order in which <paramref name="parse"/> gets them.</param>
    /// <param name="parse">
    /// Throws <see cref="FormatException"/> with a sentence (<see cref="NotYetValidException"/>: to be asked again later), or what reading
    /// keys and certificates throws.
    /// </param>
    public ReloadedFiles(string name, IReadOnlyList<string> files, Func<IReadOnlyList<byte[]>, T> parse) =>
        (Name, _files, _parse) = (name, files, parse);

    public string Name { get; }

    /// <summary>Whether there is one.</summary>
    public bool IsRead => Volatile.Read(ref _current) is not null;

    /// <summary>The newest that could be used.</summary>
    /// <exception cref="InvalidOperationException">Nothing was read yet.</exception>
    public T Current => Volatile.Read(ref _current) ?? throw new InvalidOperationException("Nothing was read yet.");

    /// <summary>Reads the files. Not thread-safe.</summary>
    /// <returns>True when they changed and are used from now on; false when nothing changed, or what changed was refused before.</returns>
    /// <exception cref="FormatException">
    /// They changed, and can't be used: said once for each content. A <see cref="NotYetValidException"/> is asked again at each call.
    /// </exception>
    public bool Refresh()
    {
        IReadOnlyList<byte[]> contents;
        byte[] digest;
        try
        {
            contents = [.. _files.Select(File.ReadAllBytes)];
            digest = SHA256.HashData([.. contents.SelectMany(static content => SHA256.HashData(content))]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            digest = SHA256.HashData(Encoding.UTF8.GetBytes(e.Message));
            contents = [];
            if (!Changes(digest))
            {
                return false;
            }
            throw new FormatException(e.Message, e);
        }
        if (!Changes(digest))
        {
            return _isAwaited && TryAgain(contents);
        }
        Use(contents);
        return true;
    }

    private bool TryAgain(IReadOnlyList<byte[]> contents)
    {
        try
        {
            Use(contents);
            return true;
        }
        catch (NotYetValidException)
        {
            // Said before.
            return false;
        }
    }

    private void Use(IReadOnlyList<byte[]> contents)
    {
        _isAwaited = false;
        try
        {
            Volatile.Write(ref _current, Parse(contents));
        }
        catch (NotYetValidException)
        {
            _isAwaited = true;
            throw;
        }
    }

    private bool Changes(byte[] digest)
    {
        if (digest.AsSpan().SequenceEqual(_digest))
        {
            return false;
        }
        _digest = digest;
        return true;
    }

    private T Parse(IReadOnlyList<byte[]> contents)
    {
        try
        {
            return _parse(contents);
        }
        catch (Exception e) when (e is CryptographicException or PkiFormatException or ArgumentException)
        {
            throw new FormatException(e.Message, e);
        }
    }
}
