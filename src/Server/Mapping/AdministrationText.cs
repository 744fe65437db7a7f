// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Mapping;

/// <summary>The rules for texts that administrators send; each failure names its field.</summary>
internal static class AdministrationText
{
    public const int MaxSchoolLength = 64;
    public const int MaxReasonLength = 200;
    public const int MaxTokenLength = 64;
    public const int MaxKeyUriLength = 1000;
    private const int MaxChangeIdLength = 64;

    /// <summary>The name of an identity.</summary>
    public static string Identity(string name, string field = "identity")
    {
        RequestText.Require(
            RequestText.IsIdentityName(name),
            "The identity is a name of 1 to 64 letters, digits, '.', '-' or '_'.",
            field
        );
        return name;
    }

    /// <summary>The number of a version.</summary>
    public static int Version(int number)
    {
        RequestText.Require(number >= 1, "The number of a version is 1 or more.", "version");
        return number;
    }

    /// <summary>A sentence of an administrator.</summary>
    public static string Reason(string reason)
    {
        RequireLine(reason, MaxReasonLength, "reason");
        return reason;
    }

    /// <summary>The name of a pending change.</summary>
    public static string ChangeId(string id)
    {
        RequestText.Require(
            id.Length is >= 1 and <= MaxChangeIdLength && id.All(char.IsAsciiLetterOrDigit),
            "The name of a change has 1 to 64 letters and digits.",
            "change_id"
        );
        return id;
    }

    /// <summary>1 to <paramref name="length"/> characters of one line: no control character, nothing that is no character.</summary>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.InvalidRequest"/>.</exception>
    public static void RequireLine(string text, int length, string field) =>
        RequestText.Require(
            text.Length <= length && !string.IsNullOrWhiteSpace(text) && text.EnumerateRunes().All(IsText),
            $"This is a text of 1 to {length} characters without control characters.",
            field
        );

    private static bool IsText(Rune rune) =>
        !Rune.IsControl(rune) && rune.Value is not (0xFFFD or 0xFFFE or 0xFFFF or 0x2028 or 0x2029);
}
