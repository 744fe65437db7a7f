// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Syntax;

/// <summary>The ranges of object numbers of a section, which do not overlap; searched by halving.</summary>
internal sealed class XrefRanges
{
    private readonly Part[] _parts;

    public XrefRanges(IEnumerable<Part> parts)
    {
        // An empty range says nothing, and would stand beside another that begins there.
        _parts = [.. parts.Where(static p => p.Count > 0)];
        if (_parts.Length > 1)
        {
            Array.Sort(_parts, static (a, b) => a.First.CompareTo(b.First));
        }
    }

    /// <summary>The range that holds a number.</summary>
    public bool TryFind(int number, out Part found)
    {
        var (low, high) = (0, _parts.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            found = _parts[middle];
            if (number < found.First)
            {
                high = middle - 1;
            }
            else if (number - found.First >= found.Count)
            {
                low = middle + 1;
            }
            else
            {
                return true;
            }
        }
        found = default;
        return false;
    }

    /// <summary>One range.</summary>
    /// <param name="First">The number of the first object.</param>
    /// <param name="Count">How many.</param>
    /// <param name="Place">Where its first entry is.</param>
    internal readonly record struct Part(int First, int Count, int Place);
}
