// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server.Configuration;

/// <summary>What the settings of administration have to be.</summary>
internal static class AdministrationRules
{
    private const int MostDays = 3_650;

    public static void Check(SigningServerOptions options, ErrorList errors)
    {
        var administration = options.Administration;
        Range(administration.ChangeExpiryHours, 1, 720, "administration.changeExpiryHours");
        Range(administration.MinRemainingDays, 0, MostDays, "administration.minRemainingDays");
        Range(administration.RetireAfterDays, 0, MostDays, "administration.retireAfterDays");
        for (var i = 0; i < options.Identities.Count; i++)
        {
            Range(options.Identities[i].MinRemainingDays ?? 0, 0, MostDays, $"identities[{i}].minRemainingDays");
        }
        // In the folder of the journal, storage.journal tells of it.
        var folder = Path.GetDirectoryName(options.CatalogPath) ?? "";
        errors.Require(
            folder == (Path.GetDirectoryName(options.JournalPath) ?? "") || Directory.Exists(folder),
            "storage.catalog",
            "is in a directory that does not exist"
        );
        errors.Require(
            !string.Equals(options.CatalogPath, options.JournalPath, StringComparison.Ordinal),
            "storage.catalog",
            "is the file of the journal"
        );
        errors.Require(!Directory.Exists(options.CatalogPath), "storage.catalog", "is a directory, not a file");

        void Range(int value, int low, int high, string path) =>
            errors.Require(value >= low && value <= high, path, $"is not within {low} to {high}");
    }
}
