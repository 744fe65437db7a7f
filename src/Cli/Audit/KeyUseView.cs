// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Text.Json.Nodes;
using HocBaSo.Signing.Storage;
using Spectre.Console;

namespace HocBaSo.Signing.Cli;

/// <summary>Uses of keys, for people and for programs.</summary>
internal static class KeyUseView
{
    /// <summary>A table with the sum as its last row.</summary>
    public static Table Of(IReadOnlyList<KeyUse> uses)
    {
        var table = new Table()
            .Border(TableBorder.Rounded)
            .AddColumns("Tenant", "Identity", "Version", "Certificate (SHA-256)", "Day (UTC)", "Signed", "Other");
        foreach (var use in uses)
        {
            Add([
                use.Tenant,
                use.IdentityId,
                Number(use.IdentityVersion),
                Thumbprint(use),
                Day(use),
                Number(use.Signed),
                Number(use.Other),
            ]);
        }
        var (signed, other) = Sum(uses);
        Add(["Sum", "", "", "", "", Number(signed), Number(other)]);
        return table;

        void Add(IEnumerable<string> cells) =>
            table.AddRow([.. cells.Select(static cell => new Text(VisibleText.Of(cell)))]);
    }

    /// <summary>One line. Fields may be added, none renamed.</summary>
    public static string Json(IReadOnlyList<KeyUse> uses)
    {
        var (signed, other) = Sum(uses);
        return new JsonObject
        {
            ["uses"] = new JsonArray([.. uses.Select(JsonOf)]),
            ["signed"] = signed,
            ["other"] = other,
        }.ToJsonString(AuditJson.Format);
    }

    private static JsonNode JsonOf(KeyUse use) =>
        new JsonObject
        {
            ["tenant"] = use.Tenant,
            ["identity"] = use.IdentityId,
            ["version"] = use.IdentityVersion,
            ["certificateThumbprint"] = Thumbprint(use),
            ["day"] = Day(use),
            ["signed"] = use.Signed,
            ["other"] = use.Other,
        };

    // A file that was bent may hold any number.
    private static (long Signed, long Other) Sum(IEnumerable<KeyUse> uses) =>
        uses.Aggregate(
            (Signed: 0L, Other: 0L),
            static (sum, use) => unchecked((sum.Signed + use.Signed, sum.Other + use.Other))
        );

    private static string Thumbprint(KeyUse use) => Convert.ToHexStringLower(use.CertificateThumbprint.Span);

    private static string Day(KeyUse use) => use.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
