// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Conformance;

/// <summary>Header, trailer, cross-reference (ISO 19005-3 §6.1.2 to §6.1.4, §6.1.12).</summary>
internal static class FileRules
{
    private const string File = "file";

    public static void Check(RuleContext rules, ReadOnlySpan<byte> pdf)
    {
        var line = pdf.IndexOf((byte)'\n') + 1;
        rules.Require(
            pdf.StartsWith("%PDF-1."u8) && line is 9 && pdf[7] is >= (byte)'0' and <= (byte)'7',
            "6.1.2",
            File,
            "The header is not %PDF-1.n and an end of line."
        );
        var isBinary =
            pdf.Length > line + 5 && pdf[line] == '%' && !pdf.Slice(line + 1, 4).ContainsAnyInRange<byte>(0, 127);
        rules.Require(isBinary, "6.1.2", File, "No comment of four octets above 127 follows the header.");
        CheckTrailer(rules, pdf);
        CheckPermissions(rules);
        foreach (var key in new[] { "Requirements", "OCProperties", "Collection" })
        {
            var isThere = !rules.Find(rules.Catalog, System.Text.Encoding.ASCII.GetBytes(key)).IsAbsent;
            rules.Require(!isThere, "6.9, 6.11", "catalog", $"/{key} is there.");
        }
    }

    private static void CheckTrailer(RuleContext rules, ReadOnlySpan<byte> pdf)
    {
        foreach (var section in rules.File.Sections)
        {
            var id = rules.Items(rules.Find(section.Trailer, "ID"u8));
            var isThere = id.Count == 2 && id.TrueForAll(part => part.IsString && PdfStrings.Octets(part).Length > 0);
            rules.Require(isThere, "6.1.3", File, "A trailer has no /ID of two strings.");
            rules.Require(section.Trailer.Find("Encrypt"u8).IsAbsent, "6.1.3", File, "The file is encrypted.");
            rules.Require(section.Hidden is null, "6.1.4", File, "The file is a hybrid.");
        }
        var first = rules.File.Sections[^1].Trailer;
        var newest = rules.File.Sections[0].Trailer;
        var isSame = FirstId(rules, first).SequenceEqual(FirstId(rules, newest));
        rules.Require(isSame, "6.1.3", File, "An update changed the first part of /ID.");
        var tail = pdf[(pdf.LastIndexOf("%%EOF"u8) + 5)..];
        rules.Require(
            tail.Length <= 2 && tail.Trim("\r\n"u8).IsEmpty,
            "6.1.3",
            File,
            "Octets follow the end of the file."
        );
    }

    private static byte[] FirstId(RuleContext rules, PdfValue trailer) =>
        rules.Items(rules.Find(trailer, "ID"u8)) is [{ IsString: true } first, ..] ? PdfStrings.Octets(first) : [];

    private static void CheckPermissions(RuleContext rules)
    {
        var permissions = rules.Find(rules.Catalog, "Perms"u8);
        if (permissions.IsAbsent)
        {
            return;
        }
        foreach (var entry in permissions.Entries())
        {
            var isAllowed = entry.Key.IsName("DocMDP"u8) || entry.Key.IsName("UR3"u8);
            rules.Require(isAllowed, "6.1.12", "catalog", $"/Perms has {entry.Key}.");
            foreach (var reference in rules.Items(rules.Find(rules.Objects.Resolve(entry.Value), "Reference"u8)))
            {
                var hasDigest =
                    !rules.Find(reference, "DigestLocation"u8).IsAbsent
                    || !rules.Find(reference, "DigestMethod"u8).IsAbsent
                    || !rules.Find(reference, "DigestValue"u8).IsAbsent;
                rules.Require(!hasDigest, "6.1.12", "catalog", "A signature reference has a digest.");
            }
        }
    }
}
