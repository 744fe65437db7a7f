// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Conformance;

/// <summary>A file that is checked: all its objects, and what was found.</summary>
internal sealed class RuleContext
{
    private readonly List<PdfAFinding> _findings;
    private readonly List<PdfIndirect> _all = [];

    public RuleContext(PdfFile file, List<PdfAFinding> findings)
    {
        (File, _findings) = (file, findings);
        Objects = file.Newest;
        Catalog = Objects.Catalog;
        var count = Objects.ObjectCount;
        for (var number = 1; number < count; number++)
        {
            var found = Objects.Get(number);
            if (!found.Value.IsAbsent)
            {
                _all.Add(found);
            }
        }
    }

    public PdfFile File { get; }

    public PdfObjects Objects { get; }

    public PdfValue Catalog { get; }

    /// <summary>Every object of the newest revision.</summary>
    public IReadOnlyList<PdfIndirect> All => _all;

    /// <summary>The objects that are dictionaries, or streams with them, of a type.</summary>
    public IEnumerable<PdfIndirect> OfType(string type)
    {
        var name = System.Text.Encoding.ASCII.GetBytes(type);
        return _all.Where(o => o.Value.IsDictionary && Find(o.Value, "Type"u8).IsName(name));
    }

    /// <summary>The direct value of an entry; absent when there is no dictionary.</summary>
    public PdfValue Find(PdfValue dictionary, ReadOnlySpan<byte> key) =>
        dictionary.IsDictionary ? Objects.Find(dictionary, key) : default;

    /// <summary>The items of an array, resolved; none when it is not there.</summary>
    public List<PdfValue> Items(PdfValue array)
    {
        var items = new List<PdfValue>();
        if (array.IsArray)
        {
            foreach (var item in array.Items())
            {
                items.Add(Objects.Resolve(item));
            }
        }
        return items;
    }

    /// <summary>The stream that a reference leads to; null when there is none.</summary>
    public PdfIndirect? Stream(PdfValue reference) =>
        reference.IsReference && Objects.Get(reference.Reference) is { IsStream: true } stream ? stream : null;

    /// <summary>The decoded octets of a stream.</summary>
    public ReadOnlyMemory<byte> Decode(PdfIndirect stream) => File.Decode(stream, Objects);

    public static string Place(PdfIndirect indirect) => $"object {indirect.Id.Number}";

    /// <summary>Notes a finding unless the rule holds.</summary>
    public void Require(bool holds, string clause, string place, string text)
    {
        if (!holds)
        {
            _findings.Add(new PdfAFinding(clause, place, text));
        }
    }
}
