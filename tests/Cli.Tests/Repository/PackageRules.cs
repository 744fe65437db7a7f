// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli.Tests;

/// <summary>What may not be restored: package sources may carry no advisory data, so the list is ours.</summary>
internal static class PackageRules
{
    /// <summary>Copyleft licences, and packages that nobody mends any more. A trailing dot means the whole family.</summary>
    public static IReadOnlyDictionary<string, string> Denied { get; } =
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["itext"] = "AGPL-3.0",
            ["itext."] = "AGPL-3.0",
            ["itext7"] = "AGPL-3.0",
            ["itext7."] = "AGPL-3.0",
            ["itextsharp"] = "AGPL-3.0, known advisories",
            ["PDFsharp"] = "AGPL-3.0 at the version that is on offer",
            ["PDFsharp."] = "AGPL-3.0 at the version that is on offer",
            ["Portable.BouncyCastle"] = "known advisories, superseded by BouncyCastle.Cryptography",
            ["BouncyCastle"] = "known advisories, superseded by BouncyCastle.Cryptography",
            ["Grpc.Core"] = "no longer maintained",
            ["QuestPDF"] = "not a free licence for everybody",
            ["Moq"] = "SponsorLink in 4.20.0",
            ["FluentAssertions"] = "not a free licence since 8.0",
        };

    /// <summary>The lowest version without a known advisory.</summary>
    public static IReadOnlyDictionary<string, Version> Minimum { get; } =
        new Dictionary<string, Version>(StringComparer.OrdinalIgnoreCase)
        {
            ["BouncyCastle.Cryptography"] = new(2, 4, 0), // CVE-2024-29857, CVE-2024-30171, CVE-2024-30172
            ["Google.Protobuf"] = new(3, 15, 0), // CVE-2021-22570
            ["Microsoft.Data.SqlClient"] = new(5, 1, 4), // CVE-2024-0056
            ["Microsoft.IdentityModel.JsonWebTokens"] = new(7, 1, 2), // CVE-2024-21319
            ["Newtonsoft.Json"] = new(13, 0, 1), // CVE-2024-21907
            ["Npgsql"] = new(8, 0, 3), // CVE-2024-32655
            ["OpenTelemetry.Api"] = new(1, 11, 2), // CVE-2025-27513
            ["SQLitePCLRaw.lib.e_sqlite3"] = new(2, 1, 11), // CVE-2025-6965
            ["System.Formats.Asn1"] = new(8, 0, 1), // CVE-2024-38095
            ["System.Net.Http"] = new(4, 3, 4), // CVE-2018-8292
            ["System.Security.Cryptography.Pkcs"] = new(8, 0, 1), // CVE-2023-29331
            ["System.Security.Cryptography.Xml"] = new(10, 0, 14), // the advisories of 2026; tests only
            ["System.Text.Encodings.Web"] = new(4, 7, 2), // CVE-2021-26701
            ["System.Text.Json"] = new(8, 0, 5), // CVE-2024-43485
            ["System.Text.RegularExpressions"] = new(4, 3, 1), // CVE-2019-0820
        };

    /// <summary>Why a package may not be used; null when it may.</summary>
    public static string? Objection(string package, Version version)
    {
        var denied = Denied.FirstOrDefault(rule =>
            rule.Key.EndsWith('.')
                ? package.StartsWith(rule.Key, StringComparison.OrdinalIgnoreCase)
                : package.Equals(rule.Key, StringComparison.OrdinalIgnoreCase)
        );
        if (denied.Key is not null)
        {
            return $"{package}: {denied.Value}";
        }
        return Minimum.TryGetValue(package, out var minimum) && version < minimum
            ? $"{package} {version}: at least {minimum} is needed"
            : null;
    }
}
