// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Storage;

/// <summary>
/// An issuer's answer as a file holds it. The answer is proven by its digest; what is noted beside it is text, given as it stands:
/// where and when it was fetched nothing proves, the rest the answer says itself.
/// </summary>
public sealed record KeptEvidence
{
    /// <summary>The digest that it is kept under, and that rows name.</summary>
    public required ReadOnlyMemory<byte> Name { get; init; }

    /// <summary>The answer.</summary>
    public required ReadOnlyMemory<byte> Content
    {
        get;
        init
        {
            field = value;
            Digest = SHA256.HashData(value.Span);
        }
    }

    /// <summary>SHA-256 of <see cref="Content"/>.</summary>
    public ReadOnlyMemory<byte> Digest { get; private init; }

    /// <summary>Whether the content is the one that rows name.</summary>
    public bool IsIntact => Digest.Span.SequenceEqual(Name.Span);

    /// <summary><c>ocsp</c> or <c>crl</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The URL that gave it.</summary>
    public required string Source { get; init; }

    /// <summary>When what it says was known to be right: ISO 8601 in UTC, as all times here.</summary>
    public required string ThisUpdate { get; init; }

    /// <summary>When newer information will be there at the latest; null when the responder doesn't say.</summary>
    public required string? NextUpdate { get; init; }

    /// <summary>When it was received.</summary>
    public required string ReceivedAt { get; init; }

    /// <summary>What of the notes makes no sense, or isn't what the answer says; a clause each, none when nothing was found.</summary>
    /// <param name="read">Reads an answer; null where it can't be read. Without it only what makes no sense is found.</param>
    public IReadOnlyList<string> Defects(Func<ReadOnlyMemory<byte>, StatusAnswer?>? read)
    {
        List<string> senseless =
        [
            .. IsKind() ? [] : (string[])[$"kind is '{Kind}', which is none"],
            .. NoTime("thisUpdate", ThisUpdate),
            .. NoTime("nextUpdate", NextUpdate),
            .. NoTime("receivedAt", ReceivedAt),
        ];
        return senseless.Count > 0 || !IsIntact || read?.Invoke(Content) is not { } answer
            ? senseless
            : Differing(answer);
    }

    private List<string> Differing(StatusAnswer answer)
    {
        List<string> differing = [];
        Compare("kind", Kind, ColumnText.Of(answer.Kind));
        if (answer.Times.Count > 0)
        {
            // Which of its certificates was asked about isn't noted: the one whose times are most alike.
            (DateTimeOffset thisUpdate, DateTimeOffset? nextUpdate) = answer.Times.MaxBy(Likeness);
            Compare("thisUpdate", ThisUpdate, ColumnText.Of(thisUpdate));
            Compare("nextUpdate", NextUpdate ?? "none", Spell(nextUpdate) ?? "none");
        }
        return differing;

        void Compare(string what, string noted, string said)
        {
            if (noted != said)
            {
                differing.Add($"{what} is {noted}, but the answer says {said}");
            }
        }
    }

    private int Likeness((DateTimeOffset ThisUpdate, DateTimeOffset? NextUpdate) times) =>
        (ThisUpdate == ColumnText.Of(times.ThisUpdate) ? 1 : 0) + (NextUpdate == Spell(times.NextUpdate) ? 1 : 0);

    private bool IsKind() =>
        Kind == ColumnText.Of(StatusEvidenceKind.Ocsp) || Kind == ColumnText.Of(StatusEvidenceKind.Crl);

    private static string? Spell(DateTimeOffset? time) => time is { } told ? ColumnText.Of(told) : null;

    // No answer of ours is of the earliest time there is.
    private static string[] NoTime(string what, string? text) =>
        text is null || ColumnText.TimeOrNone(text) != DateTimeOffset.MinValue
            ? []
            : [$"{what} is '{text}', which is no time"];
}
