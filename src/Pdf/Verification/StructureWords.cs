// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Verification;

/// <summary>
/// The words that readers search for when they rebuild a cross-reference: the head and the end of an object, the end of a
/// stream, a trailer, <c>startxref</c>. Behind a signature each has to be one that the structure has; in data, strings and
/// comments it would be found as well. Compressed or binary data do not hold one by chance.
/// </summary>
/// <param name="document">The file.</param>
/// <param name="from">Where the search begins.</param>
/// <param name="budget">What it may cost.</param>
internal sealed class StructureWords(ReadOnlyMemory<byte> document, long from, WorkBudget budget)
{
    private const int OctetsOfUnit = 8;

    private readonly HashSet<long> _heads = [];
    private readonly HashSet<long> _ends = [];
    private readonly HashSet<long> _streamEnds = [];
    private readonly HashSet<long> _trailers = [];
    private readonly HashSet<long> _starts = [];

    /// <summary>An object stands here, and with it its own words.</summary>
    public void AllowObject(long start, long end, bool isStream)
    {
        var last = end - "endobj".Length;
        _heads.Add(start);
        _ends.Add(last);
        if (isStream)
        {
            _streamEnds.Add(start + document.Span[(int)start..(int)last].LastIndexOf("endstream"u8));
        }
    }

    /// <summary>The dictionary of a trailer begins here.</summary>
    public void AllowTrailer(long dictionary) => _trailers.Add(dictionary);

    /// <summary>A <c>startxref</c> stands here.</summary>
    public void AllowStartXref(long at) => _starts.Add(at);

    /// <summary>Searches for all of them.</summary>
    /// <exception cref="VerificationFaultException">FORMAT_FAILURE: one is none of the structure.</exception>
    public void Require()
    {
        budget.Charge((document.Length - from) / OctetsOfUnit);
        Search("obj"u8, IsObjectAllowed);
        Search("endstream"u8, at => _streamEnds.Contains(at));
        Search("trailer"u8, IsTrailerAllowed);
        Search("startxref"u8, at => _starts.Contains(at));
    }

    private void Search(ReadOnlySpan<byte> word, Func<int, bool> isAllowed)
    {
        var octets = document.Span;
        for (var at = (int)from; ; at += word.Length)
        {
            var next = octets[at..].IndexOf(word);
            if (next < 0)
            {
                return;
            }
            at += next;
            budget.Charge(16);
            if (!isAllowed(at))
            {
                throw VerificationFaultException.Format(
                    $"What stands at offset {at}, behind the signed revision, reads like a part of the file's structure to a "
                        + "reader that searches for it, and is none."
                );
            }
        }
    }

    private bool IsObjectAllowed(int at)
    {
        var front = document.Span[(int)from..at];
        if (front.EndsWith("end"u8))
        {
            return _ends.Contains(from + front.Length - "end".Length);
        }
        var generation = WithoutDigits(WithoutWhiteSpace(front));
        var number = WithoutWhiteSpace(generation);
        var isHead =
            generation.Length < WithoutWhiteSpace(front).Length
            && number.Length < generation.Length
            && WithoutDigits(number).Length < number.Length;
        return !isHead || _heads.Contains(from + WithoutDigits(number).Length);
    }

    // A comment may stand between the word and the dictionary: that is suspicious enough.
    private bool IsTrailerAllowed(int at)
    {
        var behind = at + "trailer".Length;
        var rest = document.Span[behind..];
        var blank = rest.IndexOfAnyExcept(PdfChars.WhiteSpace);
        return blank < 0
            || _trailers.Contains(behind + blank)
            || !(rest[blank] == '%' || rest[blank..].StartsWith("<<"u8));
    }

    private ReadOnlySpan<byte> WithoutWhiteSpace(ReadOnlySpan<byte> octets)
    {
        var kept = octets[..(octets.LastIndexOfAnyExcept(PdfChars.WhiteSpace) + 1)];
        budget.Charge((octets.Length - kept.Length) / OctetsOfUnit);
        return kept;
    }

    private ReadOnlySpan<byte> WithoutDigits(ReadOnlySpan<byte> octets)
    {
        var kept = octets[..(octets.LastIndexOfAnyExceptInRange((byte)'0', (byte)'9') + 1)];
        budget.Charge((octets.Length - kept.Length) / OctetsOfUnit);
        return kept;
    }
}
