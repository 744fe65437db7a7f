// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Attachments;

/// <summary>
/// Reads the files that a PDF, as a whole, has embedded: those that are associated with it (/AF of the catalog) and those that
/// its readers list (/EmbeddedFiles of the name dictionary). Nothing is repaired. Whether signatures cover them is the
/// verifier's to say.
/// </summary>
public static class PdfAttachments
{
    /// <summary>The most files; with more, the document is refused.</summary>
    public const int MaxFiles = 64;

    private const int MaxNodes = 1_000;

    /// <summary>The attachments in the order in which they are found; each once.</summary>
    /// <param name="document">The PDF; not copied, and a file that is not compressed is a part of it.</param>
    /// <param name="maxBytes">The largest document. One attachment has at most 16 MiB, all together 64 MiB.</param>
    /// <exception cref="SigningException">
    /// <see cref="SigningErrorKind.MalformedDocument"/>, <see cref="SigningErrorKind.DocumentTooLarge"/>,
    /// <see cref="SigningErrorKind.UnsupportedFormat"/>: encrypted, a filter of another kind, a file outside of the document.
    /// </exception>
    public static IReadOnlyList<PdfAttachment> Read(ReadOnlyMemory<byte> document, int maxBytes = 64 << 20)
    {
        try
        {
            var file = PdfFile.Open(document, PdfLimits.Default with { MaxBytes = maxBytes });
            var objects = file.Newest;
            var found = new Specifications(objects);
            var catalog = objects.Catalog;
            PdfFault.Require(catalog.IsDictionary, 0, "The document has no catalog.");
            AddAssociated(objects, catalog, found);
            AddListed(objects, catalog, found);
            return [.. found.Values.Select(specification => Read(objects, specification))];
        }
        catch (OverflowException)
        {
            throw PdfFault.Malformed(0, "A number of the file is out of range.");
        }
    }

    private static void AddAssociated(PdfObjects objects, PdfValue catalog, Specifications found)
    {
        var list = objects.Find(catalog, "AF"u8);
        if (list.IsAbsent)
        {
            return;
        }
        foreach (var item in list.Items())
        {
            found.Add(item);
        }
    }

    // §7.9.6: a tree of names, whose leaves hold keys and values in turn.
    private static void AddListed(PdfObjects objects, PdfValue catalog, Specifications found)
    {
        var names = objects.Find(catalog, "Names"u8);
        var root = names.IsAbsent ? default : objects.Find(names, "EmbeddedFiles"u8);
        if (root.IsAbsent)
        {
            return;
        }
        var waiting = new Queue<PdfValue>([root]);
        for (var looked = 1; waiting.TryDequeue(out var node); looked++)
        {
            if (looked + waiting.Count > MaxNodes)
            {
                throw PdfFault.TooLarge(root.Offset, "The list of embedded files is too large.");
            }
            AddLeaf(objects, node, found);
            var kids = objects.Find(node, "Kids"u8);
            if (!kids.IsAbsent)
            {
                foreach (var kid in kids.Items())
                {
                    PdfFault.Require(waiting.Count < MaxNodes, kid.Offset, "The list of embedded files is too large.");
                    waiting.Enqueue(objects.Resolve(kid));
                }
            }
        }
    }

    private static void AddLeaf(PdfObjects objects, PdfValue node, Specifications found)
    {
        var pairs = objects.Find(node, "Names"u8);
        if (pairs.IsAbsent)
        {
            return;
        }
        var isValue = false;
        foreach (var item in pairs.Items())
        {
            if (isValue)
            {
                found.Add(item);
            }
            isValue = !isValue;
        }
    }

    private static PdfAttachment Read(PdfObjects objects, PdfValue specification)
    {
        PdfFault.Require(specification.IsDictionary, specification.Offset, "An embedded file has no specification.");
        var name = objects.Find(specification, "UF"u8) is { IsAbsent: false } text
            ? text
            : objects.Find(specification, "F"u8);
        var relationship = objects.Find(specification, "AFRelationship"u8);
        return new PdfAttachment(
            name.IsAbsent ? "" : PdfStrings.Text(name),
            relationship.IsAbsent ? "" : PdfNames.Decode(relationship),
            objects.File.Decode(StreamOf(objects, specification), objects)
        );
    }

    // Readers differ in which of the two they take.
    private static PdfIndirect StreamOf(PdfObjects objects, PdfValue specification)
    {
        var files = objects.Find(specification, "EF"u8);
        PdfFault.Require(files.IsDictionary, specification.Offset, "No file is embedded.");
        var (plain, unicode) = (files.Find("F"u8), files.Find("UF"u8));
        var chosen = plain.IsAbsent ? unicode : plain;
        PdfFault.Require(
            chosen.IsReference && (unicode.IsAbsent || unicode.Reference == chosen.Reference),
            specification.Offset,
            "The specification does not lead to one embedded file."
        );
        var stream = objects.Get(chosen.Reference);
        PdfFault.Require(stream.IsStream, stream.Offset, "An embedded file is no stream.");
        return stream;
    }

    /// <summary>File specifications, each once: most stand in both lists.</summary>
    private sealed class Specifications(PdfObjects objects)
    {
        private readonly HashSet<PdfReference> _known = [];

        public List<PdfValue> Values { get; } = [];

        public void Add(PdfValue item)
        {
            if (item.IsReference && !_known.Add(item.Reference))
            {
                return;
            }
            if (Values.Count == MaxFiles)
            {
                throw PdfFault.TooLarge(item.Offset, $"The document has more than {MaxFiles} embedded files.");
            }
            Values.Add(objects.Resolve(item));
        }
    }
}
