// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Storage;

/// <summary>
/// One process per journal: an exclusive lock (flock on Unix) on a file beside it, which the kernel lets go when the process ends,
/// however it ends. SQLite's own exclusive mode would shut out our readers, and a person who looks with another tool.
/// </summary>
internal sealed class JournalLock : IDisposable
{
    private readonly FileStream _file;

    private JournalLock(FileStream file) => _file = file;

    /// <summary>Takes the lock, or fails at once.</summary>
    /// <param name="path">The journal, as <see cref="RealPath"/> has it: who came by a link would hold a lock of their own.</param>
    /// <exception cref="IOException">Another process, or another journal of this one, has it.</exception>
    public static JournalLock Take(string path)
    {
        string lockPath = path + ".lock";
        try
        {
            return new JournalLock(new FileStream(lockPath, PrivateFile.Options(FileShare.None)));
        }
        catch (IOException failure) when (failure is not (FileNotFoundException or DirectoryNotFoundException))
        {
            throw new IOException($"Journal {path} is in use: {lockPath} is locked by another process.", failure);
        }
    }

    /// <summary>
    /// Lets the lock go. The file stays: removing it would let a third process lock a new file of that name while the second one
    /// holds the old.
    /// </summary>
    public void Dispose() => _file.Dispose();
}
