// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Xml.Tests.Syntax;

/// <summary>Changes a document a little, by chance from a seed: bytes, tokens of the format, repeated, moved and lost parts.</summary>
internal sealed class ByteMutator(int seed, IReadOnlyList<byte[]> tokens)
{
    private readonly Random _random = new(seed);

    public byte[] Mutate(byte[] original)
    {
        var bytes = original;
        for (var changes = _random.Next(1, 4); changes > 0; changes--)
        {
            bytes = Change(bytes);
        }
        return bytes;
    }

    private byte[] Change(byte[] bytes)
    {
        var at = _random.Next(bytes.Length + 1);
        var length = Math.Min(_random.Next(1, 24), bytes.Length - at);
        var part = bytes[at..(at + length)];
        return _random.Next(7) switch
        {
            0 => [.. bytes[..at], .. bytes[(at + length)..]],
            1 => [.. bytes[..at], .. part, .. bytes[at..]],
            2 => [.. bytes[..at], (byte)_random.Next(256), .. bytes[Math.Min(at + 1, bytes.Length)..]],
            3 => Move(bytes, at, length),
            4 => bytes[..at],
            _ => [.. bytes[..at], .. tokens[_random.Next(tokens.Count)], .. bytes[at..]],
        };
    }

    private byte[] Move(byte[] bytes, int at, int length)
    {
        byte[] rest = [.. bytes[..at], .. bytes[(at + length)..]];
        var to = _random.Next(rest.Length + 1);
        return [.. rest[..to], .. bytes[at..(at + length)], .. rest[to..]];
    }
}
