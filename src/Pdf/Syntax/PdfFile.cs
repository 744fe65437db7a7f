// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Filters;

namespace HocBaSo.Signing.Pdf.Syntax;

/// <summary>
/// A PDF as it stands, with what was appended to it since. Opening reads the header, the end, and the chain of
/// cross-reference sections; objects are read when they are asked for. Nothing is repaired: a file that breaks a rule
/// where we look is refused. Used by one caller at a time.
/// </summary>
internal sealed class PdfFile
{
    private readonly List<PdfBuffer> _parts = [];
    private readonly List<XrefSection> _sections = [];
    private readonly StreamDecoder _decoder;
    private readonly XrefReader _xref;
    private readonly ObjectStreams _objectStreams;
    private long _read;
    private long _entries;

    private PdfFile(ReadOnlyMemory<byte> document, PdfLimits limits)
    {
        Limits = limits;
        _decoder = new StreamDecoder(limits);
        _xref = new XrefReader(limits, o => _decoder.Decode(o, static v => v));
        _objectStreams = new ObjectStreams(limits);
        _parts.Add(new PdfBuffer(document, 0));
    }

    public PdfLimits Limits { get; }

    /// <summary>Octets, appended ones included.</summary>
    public long Length => _parts[^1].Origin + _parts[^1].Length;

    /// <summary>The cross-reference sections, newest first.</summary>
    public IReadOnlyList<XrefSection> Sections => _sections;

    /// <summary>The file as its parts, in order: as it came, then each update.</summary>
    public IReadOnlyList<PdfBuffer> Parts => _parts;

    /// <summary>The objects as the whole file has them.</summary>
    public PdfObjects Newest => new(this, 0);

    /// <summary>The objects as they were when the section of that index (0 is the newest) was the newest.</summary>
    public PdfObjects AsOfSection(int index) => new(this, index);

    /// <summary>Opens a file.</summary>
    /// <param name="document">Not copied; has to stay as it is.</param>
    /// <param name="limits">The limits.</param>
    /// <exception cref="SigningException">
    /// <see cref="SigningErrorKind.MalformedDocument"/>, <see cref="SigningErrorKind.UnsupportedFormat"/> (encrypted),
    /// <see cref="SigningErrorKind.DocumentTooLarge"/>; the field is the offset.
    /// </exception>
    public static PdfFile Open(ReadOnlyMemory<byte> document, PdfLimits limits)
    {
        if (document.Length > limits.MaxBytes)
        {
            throw PdfFault.TooLarge(limits.MaxBytes, $"The document is over {limits.MaxBytes} bytes.");
        }
        var file = new PdfFile(document, limits);
        RequireHeader(document.Span);
        file._sections.AddRange(file.ReadChain(FileEnd.FindStartXref(file._parts[0])));
        return file;
    }

    /// <summary>Appends an update that begins where the file ends; its section becomes the newest.</summary>
    public void Append(ReadOnlyMemory<byte> update)
    {
        var part = new PdfBuffer(update, Length);
        _parts.Add(part);
        _objectStreams.Clear();
        _sections.Insert(0, ReadSection(FileEnd.FindStartXref(part)));
    }

    /// <summary>The part that holds an offset.</summary>
    public PdfBuffer PartAt(long offset) =>
        _parts.FindLast(p => p.Origin <= offset) is { } part && offset - part.Origin < part.Length
            ? part
            : throw PdfFault.Malformed(offset, "An offset is beyond the end of the file.");

    /// <summary>The decoded data of a stream.</summary>
    public ReadOnlyMemory<byte> Decode(PdfIndirect stream, PdfObjects objects) =>
        _decoder.Decode(stream, objects.Resolve);

    /// <summary>An object inside an object stream.</summary>
    internal PdfIndirect ReadCompressed(int number, XrefEntry entry, PdfObjects objects) =>
        _objectStreams.Read(number, entry, objects);

    /// <summary>The numbers of the objects that an object stream holds, whether the cross-reference tells of them or not.</summary>
    internal IReadOnlyList<int> NumbersIn(int stream, PdfObjects objects) => _objectStreams.Numbers(stream, objects);

    /// <summary>Counts what was read of the file.</summary>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.DocumentTooLarge"/>: it is over the limit.</exception>
    internal void Count(PdfValue read)
    {
        _read += read.Raw.Length;
        if (_read > Limits.MaxReadBytes)
        {
            throw PdfFault.TooLarge(read.Offset, $"The objects to be read are over {Limits.MaxReadBytes} bytes.");
        }
    }

    private static void RequireHeader(ReadOnlySpan<byte> octets)
    {
        var fits =
            octets.Length >= 8
            && octets.StartsWith("%PDF-"u8)
            && octets[5] is (byte)'1' or (byte)'2'
            && octets[6] == '.'
            && PdfChars.IsDigit(octets[7]);
        PdfFault.Require(fits, 0, "The file does not begin as a PDF of version 1 or 2.");
    }

    private List<XrefSection> ReadChain(long start)
    {
        var chain = new List<XrefSection>();
        var seen = new HashSet<long>();
        for (long? next = start; next is { } offset; next = chain[^1].Previous)
        {
            PdfFault.Require(seen.Add(offset), offset, "The cross-reference sections form a loop.");
            if (chain.Count == Limits.MaxSections)
            {
                throw PdfFault.TooLarge(
                    offset,
                    $"The file has more than {Limits.MaxSections} cross-reference sections."
                );
            }
            var section = ReadSection(offset);
            // Only a linearized file has a section that points forward: its first, to its second and last.
            PdfFault.Require(
                chain.Count == 0 || offset < chain[^1].Offset || section.Previous is null,
                offset,
                "A cross-reference section points forward."
            );
            chain.Add(section);
        }
        return chain;
    }

    private XrefSection ReadSection(long offset)
    {
        var part = PartAt(offset);
        var section = _xref.Read(part, (int)(offset - part.Origin));
        Count(section.Trailer);
        if (!section.Trailer.Find("Encrypt"u8).IsAbsent)
        {
            throw PdfFault.Unsupported(section.Trailer.Offset, "The file is encrypted.");
        }
        if (!section.IsStream && XrefReader.OffsetIn(section.Trailer, "XRefStm"u8) is { } hidden)
        {
            var hiddenPart = PartAt(hidden);
            section.Hidden = _xref.ReadStream(hiddenPart, (int)(hidden - hiddenPart.Origin));
            RequireEntries(section.Hidden);
        }
        RequireEntries(section);
        return section;
    }

    private void RequireEntries(XrefSection section)
    {
        _entries += section.EntryCount;
        if (_entries > Limits.MaxEntries)
        {
            throw PdfFault.TooLarge(
                section.Offset,
                $"The cross-reference sections have more than {Limits.MaxEntries} entries."
            );
        }
        section.RequireEntries();
    }
}
