// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Storage;

/// <summary>Triggers that keep accidents from changing what was written. Against intent, the chain and its checkpoints stand.</summary>
internal static class AppendOnly
{
    public static IReadOnlyList<string> Tables { get; } =
    ["intent", "outcome", "pair", "event", "checkpoint", "archive", "status_evidence"];

    public static string Triggers(string table) =>
        $"""

            CREATE TRIGGER IF NOT EXISTS {table}_is_not_changed BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
            CREATE TRIGGER IF NOT EXISTS {table}_is_not_removed BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
            """;

    /// <summary>Lets rows of the journal, not of a file beside it, be removed, until the triggers are made again in the same transaction.</summary>
    public static string AllowRemoval(string table) => $"DROP TRIGGER IF EXISTS main.{table}_is_not_removed;";
}
