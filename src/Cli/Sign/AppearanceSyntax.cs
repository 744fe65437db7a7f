// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Cli;

/// <summary>
/// The syntax of options that make signatures visible: <c>ROLE[:SUBJECT]=VALUE</c>, <c>PAGE:LEFT,BOTTOM,WIDTH,HEIGHT</c>,
/// <c>ROLE[:SUBJECT]:PAGE:LEFT,BOTTOM,WIDTH,HEIGHT</c>. What the numbers may be is the server's business.
/// </summary>
internal static class AppearanceSyntax
{
    /// <summary>Reads a role and what belongs to it.</summary>
    /// <exception cref="CommandException">The text is none.</exception>
    public static (RoleClaim Claim, string Value) OfRole(string option, string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals >= 0 && RoleClaim.TryParse(text[..equals], out var claim)
            ? (claim, text[(equals + 1)..])
            : throw new CommandException($"{option} {text}: write ROLE[:SUBJECT]=…");
    }

    /// <summary>Reads a role and a place.</summary>
    /// <exception cref="CommandException">The text is none.</exception>
    public static (RoleClaim Claim, PagePlace Place) Visible(string option, string text)
    {
        var numbers = text.LastIndexOf(':');
        var page = numbers > 0 ? text.LastIndexOf(':', numbers - 1) : -1;
        return page > 0 && RoleClaim.TryParse(text[..page], out var claim)
            ? (claim, Place(option, text[(page + 1)..]))
            : throw new CommandException($"{option} {text}: write ROLE[:SUBJECT]:PAGE:LEFT,BOTTOM,WIDTH,HEIGHT");
    }

    /// <summary>Reads a place.</summary>
    /// <exception cref="CommandException">The text is none.</exception>
    public static PagePlace Place(string option, string text)
    {
        var parts = text.Split(':', ',');
        var numbers = parts.Skip(1).Select(Number).ToArray();
        return
            numbers is [{ } left, { } bottom, { } width, { } height]
            && text.IndexOf(':', StringComparison.Ordinal) == parts[0].Length
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var page)
            ? new PagePlace(page, left, bottom, width, height)
            : throw new CommandException($"{option} {text}: write PAGE:LEFT,BOTTOM,WIDTH,HEIGHT in numbers");
    }

    private static double? Number(string text) =>
        double.TryParse(
            text,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;
}
