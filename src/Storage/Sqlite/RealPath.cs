// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Storage;

/// <summary>
/// Where a file is: its lock, its WAL and its size are those of the file, by whatever links it is named. What is made under another
/// name guards nothing.
/// </summary>
public static class RealPath
{
    // As Linux has it: more are a circle.
    private const int MaxLinks = 40;

    /// <summary>
    /// The absolute path with no link in it, neither at its end nor on the way there. What isn't there yet is no link. Of links that go
    /// in a circle, a path that can't be opened.
    /// </summary>
    public static string Of(string path)
    {
        string full = Path.GetFullPath(path);
        string real = Path.GetPathRoot(full)!;
        Stack<string> rest = new();
        Push(rest, full[real.Length..]);
        int links = 0;
        while (rest.TryPop(out string? name))
        {
            string next = name == ".." ? Path.GetDirectoryName(real) ?? real : Path.Combine(real, name);
            if (new FileInfo(next).LinkTarget is { } target && ++links <= MaxLinks)
            {
                real = Path.IsPathRooted(target) ? Path.GetPathRoot(target)! : real;
                Push(rest, target[(Path.GetPathRoot(target) ?? "").Length..]);
                continue;
            }
            real = next;
        }
        return real;
    }

    private static void Push(Stack<string> rest, string path)
    {
        foreach (string name in path.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar).Reverse())
        {
            if (name is not ("" or "."))
            {
                rest.Push(name);
            }
        }
    }
}
