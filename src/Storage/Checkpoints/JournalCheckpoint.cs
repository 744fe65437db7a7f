// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace HocBaSo.Signing.Storage;

/// <summary>How far the journal of a node was at a time. Whoever holds a sealed one can tell whether rows up to there were bent.</summary>
public sealed record JournalCheckpoint
{
    private const string Heading = "HocBaSo.Signing journal checkpoint 1";

    private static readonly string[] s_names = ["node", "genesis", "number", "sequence", "row", "time", "previous"];

    /// <summary>The node's name.</summary>
    public required string Node { get; init; }

    /// <summary>What the chain of the node begins with, SHA-256: a journal made anew has another.</summary>
    public required ReadOnlyMemory<byte> Genesis { get; init; }

    /// <summary>From 1, without a gap.</summary>
    public required long Number { get; init; }

    /// <summary>The last row that it covers.</summary>
    public required long Sequence { get; init; }

    /// <summary>The hash of that row, SHA-256, and so of all rows before it.</summary>
    public required ReadOnlyMemory<byte> RowHash { get; init; }

    /// <summary>When it was made, UTC, by the node's clock; the timestamp token proves it.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary><see cref="Digest"/> of the checkpoint before; of the first one, 32 zero bytes.</summary>
    public required ReadOnlyMemory<byte> PreviousDigest { get; init; }

    /// <summary>The bytes that are sealed: eight lines of ASCII, each ended by LF, hashes in lower-case hex.</summary>
    public byte[] Canonical() =>
        Encoding.ASCII.GetBytes(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Heading}\nnode {Node}\ngenesis {Hex(Genesis)}\nnumber {Number}\nsequence {Sequence}\nrow {Hex(RowHash)}\ntime {ColumnText.Of(Time)}\nprevious {Hex(PreviousDigest)}\n"
            )
        );

    /// <summary>SHA-256 of <see cref="Canonical"/>.</summary>
    public byte[] Digest() => SHA256.HashData(Canonical());

    /// <summary>Reads canonical bytes; only the one spelling that <see cref="Canonical"/> gives is taken.</summary>
    /// <exception cref="InvalidDataException">It is no checkpoint, or not of this form.</exception>
    public static JournalCheckpoint Parse(ReadOnlySpan<byte> canonical)
    {
        try
        {
            string[] values = Values(Encoding.ASCII.GetString(canonical).Split('\n'));
            JournalCheckpoint checkpoint = new()
            {
                Node = values[0],
                Genesis = Convert.FromHexString(values[1]),
                Number = long.Parse(values[2], NumberStyles.None, CultureInfo.InvariantCulture),
                Sequence = long.Parse(values[3], NumberStyles.None, CultureInfo.InvariantCulture),
                RowHash = Convert.FromHexString(values[4]),
                Time = ColumnText.Time(values[5]),
                PreviousDigest = Convert.FromHexString(values[6]),
            };
            return canonical.SequenceEqual(checkpoint.Canonical()) ? checkpoint : throw NotOne(cause: null);
        }
        catch (Exception failure) when (failure is FormatException or OverflowException)
        {
            throw NotOne(failure);
        }
    }

    private static string[] Values(string[] lines)
    {
        if (lines.Length != s_names.Length + 2 || lines[0] != Heading || lines[^1].Length != 0)
        {
            throw NotOne(cause: null);
        }
        return
        [
            .. s_names.Select(
                (name, i) =>
                    lines[i + 1].StartsWith(name + ' ', StringComparison.Ordinal)
                        ? lines[i + 1][(name.Length + 1)..]
                        : throw NotOne(cause: null)
            ),
        ];
    }

    private static string Hex(ReadOnlyMemory<byte> hash) => Convert.ToHexStringLower(hash.Span);

    private static InvalidDataException NotOne(Exception? cause) =>
        new("These bytes are no checkpoint of a journal.", cause);
}
