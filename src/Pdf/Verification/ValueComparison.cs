// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Verification;

/// <summary>
/// Tells whether two values mean the same, each among the objects of its revision. A key with <c>null</c> is not the same as
/// no key, though it should be (ISO 32000-2 §7.3.7): a page with <c>/Rotate null</c> does not inherit in Ghostscript, and a
/// stream with <c>/Filter null</c> is empty there.
/// </summary>
internal sealed class ValueComparison(PdfObjects before, PdfObjects after, WorkBudget budget)
{
    private const int MaxDepth = 32;

    /// <summary>True for the same direct value, or a reference to the same object: what that is, is compared by itself.</summary>
    public bool AreSame(PdfValue old, PdfValue now) => AreSame(old, now, 0);

    /// <summary>True for the same dictionary or value, and the same data of a stream.</summary>
    public bool AreSame(PdfIndirect old, PdfIndirect now) =>
        old.IsStream == now.IsStream
        && old.Value.IsAbsent == now.Value.IsAbsent
        && old.Id.Generation == now.Id.Generation
        && AreSame(old.Value, now.Value, 0)
        && IsSameData(old.Data.Span, now.Data.Span);

    private bool IsSameData(ReadOnlySpan<byte> old, ReadOnlySpan<byte> now)
    {
        budget.Charge(old.Length / WorkBudget.DigestOctets);
        return old.SequenceEqual(now);
    }

    private bool AreSame(PdfValue old, PdfValue now, int depth)
    {
        if (old.IsAbsent || now.IsAbsent)
        {
            return old.IsAbsent && now.IsAbsent;
        }
        budget.Charge(old.Raw.Length + now.Raw.Length + 8);
        if (old.IsReference && now.IsReference)
        {
            return old.Reference == now.Reference;
        }
        if (old.IsReference || now.IsReference)
        {
            // A stream can't stand in place of a reference: as a dictionary alone it has lost its data.
            return depth < MaxDepth
                && !IsStream(before, old)
                && !IsStream(after, now)
                && AreSame(before.Resolve(old), after.Resolve(now), depth + 1);
        }
        return (old.Kind == now.Kind && old.Raw.SequenceEqual(now.Raw)) || HaveSameMeaning(old, now, depth);
    }

    /// <summary>True for a reference that leads to a stream; an object that is a reference itself may lead there too.</summary>
    public static bool IsStream(PdfObjects objects, PdfValue value)
    {
        for (var i = 0; value.IsReference && i < MaxDepth; i++)
        {
            var found = objects.Get(value.Reference);
            if (found.IsStream)
            {
                return true;
            }
            value = found.Value;
        }
        return false;
    }

    private bool HaveSameMeaning(PdfValue old, PdfValue now, int depth)
    {
        if (old.IsString && now.IsString)
        {
            return PdfStrings.Octets(old).AsSpan().SequenceEqual(PdfStrings.Octets(now));
        }
        if (old.Kind != now.Kind || depth == MaxDepth)
        {
            return false;
        }
        return old.Kind switch
        {
            PdfKind.Name => string.Equals(PdfNames.Decode(old), PdfNames.Decode(now), StringComparison.Ordinal),
            PdfKind.Integer => old.Integer == now.Integer,
            PdfKind.Array => AreSameItems(old, now, depth),
            PdfKind.Dictionary => AreSameEntries(old, now, depth),
            _ => false,
        };
    }

    private bool AreSameItems(PdfValue old, PdfValue now, int depth)
    {
        var others = now.Items();
        foreach (var item in old.Items())
        {
            if (!others.MoveNext() || !AreSame(item, others.Current, depth + 1))
            {
                return false;
            }
        }
        return !others.MoveNext();
    }

    private bool AreSameEntries(PdfValue old, PdfValue now, int depth)
    {
        var others = Entries(now);
        foreach (var (key, value) in Entries(old))
        {
            others.Remove(key, out var other);
            if (other.Kind == PdfKind.Missing || !AreSame(value, other, depth + 1))
            {
                return false;
            }
        }
        return others.Count == 0;
    }

    /// <summary>The entries of a dictionary by their keys.</summary>
    /// <exception cref="HocBaSo.Signing.Core.SigningException">A key is there twice: readers differ in which one they take.</exception>
    public static Dictionary<string, PdfValue> Entries(PdfValue dictionary)
    {
        var entries = new Dictionary<string, PdfValue>(StringComparer.Ordinal);
        if (dictionary.IsAbsent)
        {
            return entries;
        }
        foreach (var entry in dictionary.Entries())
        {
            PdfFault.Require(
                entries.TryAdd(PdfNames.Decode(entry.Key), entry.Value),
                entry.Key.Offset,
                "A dictionary has a key twice."
            );
        }
        return entries;
    }

    /// <summary>The keys whose values differ, with both.</summary>
    public IEnumerable<(string Key, PdfValue Old, PdfValue Now)> Differences(PdfValue old, PdfValue now)
    {
        var others = Entries(now);
        foreach (var (key, value) in Entries(old))
        {
            others.Remove(key, out var other);
            if (other.Kind == PdfKind.Missing || !AreSame(value, other))
            {
                yield return (key, value, other);
            }
        }
        foreach (var (key, value) in others)
        {
            yield return (key, default, value);
        }
    }
}
