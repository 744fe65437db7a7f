// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Text.RegularExpressions;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pkcs11;

namespace HocBaSo.Signing.Cli;

/// <summary>The words of options and scenario files.</summary>
internal static partial class LoadText
{
    /// <summary>Kinds of documents.</summary>
    public static IReadOnlyDictionary<string, LoadDocumentKind> Documents { get; } =
        new Dictionary<string, LoadDocumentKind>(StringComparer.Ordinal)
        {
            ["xml"] = LoadDocumentKind.Xml,
            ["pdf"] = LoadDocumentKind.Pdf,
            ["rendition"] = LoadDocumentKind.Rendition,
            ["pair"] = LoadDocumentKind.Pair,
        };

    /// <summary>Ways to call.</summary>
    public static IReadOnlyDictionary<string, LoadCall> Calls { get; } =
        new Dictionary<string, LoadCall>(StringComparer.Ordinal)
        {
            ["unary"] = LoadCall.Unary,
            ["stream"] = LoadCall.Stream,
        };

    /// <summary>Levels of signatures.</summary>
    public static IReadOnlyDictionary<string, SignatureLevel> Levels { get; } =
        new Dictionary<string, SignatureLevel>(StringComparer.Ordinal)
        {
            ["B"] = SignatureLevel.BaselineB,
            ["T"] = SignatureLevel.BaselineT,
        };

    /// <summary>Kinds of keys.</summary>
    public static IReadOnlyDictionary<string, KeyKind> Keys { get; } =
        new Dictionary<string, KeyKind>(StringComparer.Ordinal)
        {
            ["p256"] = KeyKind.EcP256,
            ["p384"] = KeyKind.EcP384,
            ["rsa2048"] = KeyKind.Rsa2048,
            ["rsa3072"] = KeyKind.Rsa3072,
            ["rsa4096"] = KeyKind.Rsa4096,
        };

    /// <summary>What is verified before return.</summary>
    public static IReadOnlyDictionary<string, SelfVerification> SelfVerifications { get; } =
        new Dictionary<string, SelfVerification>(StringComparer.Ordinal)
        {
            ["full"] = SelfVerification.Full,
            ["signature-only"] = SelfVerification.SignatureOnly,
        };

    /// <summary>The word for a value.</summary>
    public static string Of<T>(IReadOnlyDictionary<string, T> words, T value) =>
        words.First(word => EqualityComparer<T>.Default.Equals(word.Value, value)).Key;

    /// <summary>Reads <c>500ms</c>, <c>10s</c>, <c>2.5m</c> or <c>1h</c>, of at most a day; false for everything else.</summary>
    public static bool TryReadDuration(string? text, out TimeSpan duration)
    {
        duration = default;
        if (text is null || DurationPattern().Match(text) is not { Success: true } match)
        {
            return false;
        }
        var number = double.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        var seconds = match.Groups[2].Value switch
        {
            "ms" => number / 1000,
            "s" => number,
            "m" => number * 60,
            _ => number * 3600,
        };
        duration = TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.SecondsPerDay + 1));
        return duration <= TimeSpan.FromDays(1);
    }

    // As Go and Kubernetes write them, one unit only.
    [GeneratedRegex(@"^([0-9]{1,6}(?:\.[0-9]{1,3})?)(ms|s|m|h)\z", RegexOptions.CultureInvariant)]
    private static partial Regex DurationPattern();
}
