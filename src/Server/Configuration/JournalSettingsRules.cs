// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Storage;

namespace HocBaSo.Signing.Server.Configuration;

/// <summary>What the values of the member <c>journal</c> have to be.</summary>
internal static class JournalSettingsRules
{
    public static void Check(SigningServerOptions options, ErrorList errors)
    {
        var journal = options.Journal;
        Range(journal.CheckpointRows, 1, 10_000_000, "checkpointRows");
        Range(journal.CheckpointSeconds, 1, 86_400, "checkpointSeconds");
        Range(journal.WarnMegabytes, 0, 100_000_000, "warnMegabytes");
        Range(journal.WarnFreeMegabytes, 0, 100_000_000, "warnFreeMegabytes");
        errors.Require(
            journal.CheckpointKey is null == journal.CheckpointCertificateFile is null,
            "journal.checkpointKey",
            "and checkpointCertificate go together"
        );
        if (journal.CheckpointKey is { } key)
        {
            IdentityRules.CheckKey(key, "journal.checkpointKey", errors);
        }
        CheckFolder(journal.CheckpointFolder, options.JournalPath, errors);

        void Range(int value, int low, int high, string name) =>
            errors.Require(value >= low && value <= high, "journal." + name, $"is not within {low} to {high}");
    }

    // Beside the journal it would go with the journal.
    private static void CheckFolder(string? folder, string journal, ErrorList errors)
    {
        if (folder is null)
        {
            return;
        }
        errors.Require(Directory.Exists(folder), "journal.checkpointFolder", "is not a folder that exists");
        errors.Require(
            journal.Length == 0 || RealPath.Of(folder) != Path.GetDirectoryName(RealPath.Of(journal)),
            "journal.checkpointFolder",
            "is the folder of the journal: what replaces the one would replace the other"
        );
    }
}
