// SPDX-License-Identifier: Apache-2.0
using System.Text.RegularExpressions;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Cli;

/// <summary>
/// The syntax of <c>--step</c>:
/// <c>ROLE[:SUBJECT]=IDENTITY[,capacity=KT|SIGNED_IN_PLACE_OF][,on-behalf-of=NAME][,level=B|T]</c>.
/// </summary>
internal static partial class StepSyntax
{
    private const int MaxNameLength = 200;

    /// <summary>Reads one step.</summary>
    /// <exception cref="CommandException">The text is no step; the message says which part is wrong.</exception>
    public static SigningStep Parse(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
        {
            throw Wrong(text, "write ROLE[:SUBJECT]=IDENTITY");
        }
        if (!RoleClaim.TryParse(text[..equals], out var claim))
        {
            throw Wrong(text, "the role is GVBM:<subject>, GVCN, CBQL or PHAT_HANH");
        }
        var parts = Separator().Split(text[(equals + 1)..]);
        if (!Identity().IsMatch(parts[0]))
        {
            throw Wrong(text, "an identity is 1 to 64 letters, digits, '.', '-', '_'");
        }
        var step = parts.Skip(1).Aggregate(new SigningStep(claim, parts[0]), (s, part) => With(s, text, part));
        return (step.Capacity == SigningCapacity.None) == (step.OnBehalfOf is null)
            ? step
            : throw Wrong(text, "capacity and on-behalf-of go together");
    }

    private static SigningStep With(SigningStep step, string text, string part)
    {
        var equals = part.IndexOf('=', StringComparison.Ordinal);
        var value = part[(equals + 1)..];
        return part[..equals] switch
        {
            "capacity" => step with { Capacity = CapacityOf(text, value) },
            "level" => step with { Level = LevelOf(text, value) },
            _ => step with { OnBehalfOf = NameOf(text, value) },
        };
    }

    private static string NameOf(string text, string value) =>
        value.Length is > 0 and <= MaxNameLength
            ? value
            : throw Wrong(text, $"on-behalf-of is a name of 1 to {MaxNameLength} characters");

    private static SigningCapacity CapacityOf(string text, string value) =>
        value switch
        {
            "KT" => SigningCapacity.Kt,
            "SIGNED_IN_PLACE_OF" => SigningCapacity.SignedInPlaceOf,
            _ => throw Wrong(text, "the capacity is KT or SIGNED_IN_PLACE_OF"),
        };

    private static SignatureLevel LevelOf(string text, string value) =>
        value switch
        {
            "B" => SignatureLevel.BaselineB,
            "T" => SignatureLevel.BaselineT,
            _ => throw Wrong(text, "the level is B or T"),
        };

    // A person's name may hold commas: only a comma before a key that is known separates.
    [GeneratedRegex(",(?=(?:capacity|on-behalf-of|level)=)", RegexOptions.CultureInvariant)]
    private static partial Regex Separator();

    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Identity();

    private static CommandException Wrong(string text, string rule) => new($"--step {text}: {rule}");
}
