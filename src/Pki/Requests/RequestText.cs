// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Text;

namespace HocBaSo.Signing.Pki;

/// <summary>What the texts of a certification request may hold. Null when a text is right, else which rule it breaks.</summary>
internal static class RequestText
{
    private const int MaximumLabel = 63;
    private const int MaximumHost = 253;
    private const int MaximumMailbox = 64;
    private const string Printable = " '()+,-./:=?";

    /// <summary>A value that people read: nothing that is not seen, so that two different names never look alike.</summary>
    public static string? Readable(string text, int maximum)
    {
        var count = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            count++;
            if (BrokenBy(rune) is { } broken)
            {
                return broken;
            }
        }

        return count > maximum ? $"is longer than {maximum} characters"
            : text[0] == ' ' || text[^1] == ' ' ? "begins or ends with a blank"
            : null;
    }

    /// <summary>PrintableString of X.680.</summary>
    public static bool IsPrintable(string text) =>
        text.All(static c => char.IsAsciiLetterOrDigit(c) || Printable.Contains(c, StringComparison.Ordinal));

    /// <summary>A host name: labels of letters, digits and hyphens (RFC 1123 §2.1), without a wildcard.</summary>
    public static string? Host(string text) =>
        text.Length <= MaximumHost && text.Split('.').All(IsLabel) ? null : "is not a host name in ASCII";

    /// <summary>A mail address of the usual kind: dot-atom and host name (RFC 5321 §4.1.2), ASCII.</summary>
    public static string? Mail(string text)
    {
        var at = text.LastIndexOf('@');
        return
            at is > 0 and <= MaximumMailbox
            && text[..at].Split('.').All(static atom => atom.Length > 0 && atom.All(IsAtomText))
            && Host(text[(at + 1)..]) is null
            ? null
            : "is not a mail address in ASCII";
    }

    /// <summary>An absolute URI in ASCII, without a user or password.</summary>
    public static string? AbsoluteUri(string text) =>
        text.All(static c => c is > ' ' and <= '~')
        && Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri.UserInfo.Length == 0
        && !uri.IsFile
            ? null
            : "is not an absolute URI in ASCII";

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= MaximumLabel
        && label.All(static c => char.IsAsciiLetterOrDigit(c) || c == '-')
        && label[0] != '-'
        && label[^1] != '-';

    private static bool IsAtomText(char c) =>
        char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-/=?^_`{|}~".Contains(c, StringComparison.Ordinal);

    private static string? BrokenBy(Rune rune) =>
        // A lone surrogate is read as U+FFFD, which is refused as well.
        rune == Rune.ReplacementChar
            ? "is not Unicode"
            : Rune.GetUnicodeCategory(rune) switch
            {
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator => "has a character that can't be seen",
                UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned => "has a character without meaning",
                // RFC 5280 §4.1.2.4 asks for NFC; all letters of Vietnamese have a composed form.
                UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark =>
                    "has combining marks: letters have to be composed (NFC)",
                UnicodeCategory.SpaceSeparator when rune.Value != ' ' => "has a blank that is not U+0020",
                _ => null,
            };
}
