// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Tests.Verification;

/// <summary>Saves a file once more, as an attacker or an honest program does.</summary>
internal static partial class Update
{
    /// <summary>Appends objects with a cross-reference table.</summary>
    public static byte[] Append(byte[] pdf, params (int Number, string? Body)[] objects) => Append(pdf, "", objects);

    /// <summary>The same with more entries in the trailer, which win over those that are usual; an object without body is freed.</summary>
    public static byte[] Append(byte[] pdf, string trailer, params (int Number, string? Body)[] objects)
    {
        var file = PdfFile.Open(pdf, PdfLimits.Default);
        var text = new StringBuilder();
        var xref = new StringBuilder("xref\n0 1\n0000000000 65535 f \n");
        foreach (var (number, body) in objects)
        {
            xref.Append(
                body is null
                    ? $"{number} 1\n0000000000 00001 f \n"
                    : $"{number} 1\n{pdf.Length + text.Length:D10} 00000 n \n"
            );
            text.Append(body is null ? "" : $"{number} 0 obj\n{body}\nendobj\n");
        }
        var size = Math.Max(file.Newest.ObjectCount, objects.Length == 0 ? 0 : objects.Max(o => o.Number) + 1);
        var root = trailer.Contains("/Root", StringComparison.Ordinal) ? "" : "/Root 1 0 R";
        var previous = trailer.Contains("/Prev", StringComparison.Ordinal) ? "" : $"/Prev {file.Sections[0].Offset}";
        var start = pdf.Length + text.Length;
        text.Append($"{xref}trailer\n<< /Size {size} {root} {previous} {trailer} >>\nstartxref\n{start}\n%%EOF\n");
        return [.. pdf, .. Encoding.Latin1.GetBytes(text.ToString())];
    }

    /// <summary>The newest text of an object, with one piece of it changed.</summary>
    public static (int Number, string? Body) Edit(byte[] pdf, int number, string old, string now)
    {
        var text = PdfFile.Open(pdf, PdfLimits.Default).Newest.Get(new PdfReference(number, 0)).Value.ToString();
        Assert.Contains(old, text, StringComparison.Ordinal);
        return (number, text.Replace(old, now, StringComparison.Ordinal));
    }

    /// <summary>Changes octets where they are, to as many others.</summary>
    public static byte[] Patch(byte[] pdf, string old, string now)
    {
        Assert.Equal(old.Length, now.Length);
        var copy = pdf.ToArray();
        var at = copy.AsSpan().IndexOf(Encoding.Latin1.GetBytes(old));
        Assert.True(at >= 0, old);
        Encoding.Latin1.GetBytes(now).CopyTo(copy, at);
        return copy;
    }

    /// <summary>The newest update of a file as it is, behind another one.</summary>
    /// <param name="pdf">A file whose newest update has a table.</param>
    /// <param name="save">Saves the file without that update; told which of its objects the update writes.</param>
    public static byte[] Between(byte[] pdf, Func<byte[], IReadOnlyList<int>, byte[]> save)
    {
        var end = EndBefore(pdf);
        var saved = save(pdf[..end], TouchedOfBefore(pdf));
        var text = Encoding.Latin1.GetString(pdf, end, pdf.Length - end);
        text = InUse()
            .Replace(text, m => Moved(m.Value[..10], end, saved.Length).ToString("D10", null) + m.Value[10..]);
        text = Start().Replace(text, m => $"startxref\n{Moved(m.Groups[1].Value, end, saved.Length)}\n");
        var before = PdfFile.Open(saved, PdfLimits.Default);
        text = Previous().Replace(text, $"/Prev {before.Sections[0].Offset}");
        // Objects of the update before are none of those that are left out.
        text = Size()
            .Replace(
                text,
                m =>
                    $"/Size {Math.Max(before.Newest.ObjectCount, int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture))}"
            );
        return [.. saved, .. Encoding.Latin1.GetBytes(text)];
    }

    /// <summary>Saves objects again as they are, but for arrays and dictionaries in them: these become objects of their own.</summary>
    public static byte[] MoveAside(byte[] pdf, IReadOnlyList<int> numbers)
    {
        var objects = PdfFile.Open(pdf, PdfLimits.Default).Newest;
        return Append(pdf, [.. numbers.SelectMany(n => Aside(objects.Get(n), PlacesOf(objects.Get(n))))]);
    }

    /// <summary>The newest update of a file, behind one that moves values aside, and written into what that has moved.</summary>
    public static byte[] ThroughMoved(byte[] pdf)
    {
        var newest = PdfFile.Open(pdf, PdfLimits.Default).Newest;
        return Append(
            MoveAside(pdf[..EndBefore(pdf)], TouchedOfBefore(pdf)),
            [
                .. Touched(pdf)
                    .SelectMany(n =>
                        newest.Get(n) is { Value.IsAbsent: false } found
                            ? Aside(found, PlacesOf(Before(pdf).Get(n)))
                            : [(n, null)]
                    ),
            ]
        );
    }

    private static PdfObjects Before(byte[] pdf) => PdfFile.Open(pdf, PdfLimits.Default).AsOfSection(1);

    private static int EndBefore(byte[] pdf)
    {
        var end = (int)PdfFile.Open(pdf, PdfLimits.Default).Sections[1].EndOffset;
        return end + pdf.AsSpan(end).IndexOf("%%EOF\n"u8) + "%%EOF\n".Length;
    }

    private static IEnumerable<int> Touched(byte[] pdf) =>
        PdfFile
            .Open(pdf, PdfLimits.Default)
            .Sections[0]
            .Ranges.SelectMany(static r => Enumerable.Range(r.First, r.Count))
            .Where(static n => n > 0);

    private static List<int> TouchedOfBefore(byte[] pdf) =>
        [.. Touched(pdf).Where(n => Before(pdf).Lookup(n).Kind != XrefEntryKind.Free)];

    // For each key with an array or a dictionary, the number of the object that takes it.
    private static Dictionary<string, int> PlacesOf(PdfIndirect found)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        if (found.Value.IsDictionary && !found.IsStream)
        {
            foreach (var entry in found.Value.Entries())
            {
                if (entry.Value.IsArray || entry.Value.IsDictionary)
                {
                    places.Add(entry.Key.ToString(), (100 * found.Id.Number) + 1000 + places.Count);
                }
            }
        }
        return places;
    }

    private static IEnumerable<(int Number, string? Body)> Aside(PdfIndirect found, Dictionary<string, int> places)
    {
        if (found.IsStream || !found.Value.IsDictionary)
        {
            var data = found.IsStream ? $"\nstream\n{Encoding.Latin1.GetString(found.Data.Span)}\nendstream" : "";
            return [(found.Id.Number, found.Value + data)];
        }
        var saved = new List<(int, string?)>();
        var body = "";
        foreach (var entry in found.Value.Entries())
        {
            var isMoved = places.TryGetValue(entry.Key.ToString(), out var number);
            body += isMoved ? $"{entry.Key} {number} 0 R " : $"{entry.Key} {entry.Value} ";
            if (isMoved)
            {
                saved.Add((number, entry.Value.ToString()));
            }
        }
        saved.Add((found.Id.Number, $"<< {body}>>"));
        return saved;
    }

    /// <summary>Adds validation data, as a service does that renews what it keeps.</summary>
    public static byte[] AddStore(byte[] pdf) =>
        Append(
            pdf,
            Edit(pdf, 1, "/Pages", "/DSS 300 0 R /Pages"),
            (300, "<< /Certs [301 0 R] >>"),
            (301, "<< /Length 4 >>\nstream\n0\u0082\u0001\u0002\nendstream")
        );

    private static long Moved(string offset, int end, int by) =>
        long.Parse(offset, CultureInfo.InvariantCulture) is var at && at >= end ? at - end + by : at;

    [GeneratedRegex(@"\d{10} \d{5} n", RegexOptions.None, 1000)]
    private static partial Regex InUse();

    [GeneratedRegex(@"startxref\n(\d+)\n", RegexOptions.None, 1000)]
    private static partial Regex Start();

    [GeneratedRegex(@"/Size (\d+)", RegexOptions.None, 1000)]
    private static partial Regex Size();

    [GeneratedRegex(@"/Prev \d+", RegexOptions.None, 1000)]
    private static partial Regex Previous();
}
