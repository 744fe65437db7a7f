// SPDX-License-Identifier: Apache-2.0
using System.Buffers.Binary;

namespace HocBaSo.Signing.Pdf.Images;

/// <summary>Walks the marker segments of a JPEG (ITU-T T.81 §B.1.1).</summary>
internal sealed class JpegSegments(ReadOnlyMemory<byte> octets)
{
    private const int FirstRestart = 0xD0;
    private const int LastRestart = 0xD7;
    private const int EndOfImage = 0xD9;

    private int _at = 2; // after the marker that starts the image

    /// <summary>Where the current marker stands.</summary>
    public int Offset { get; private set; }

    /// <summary>First octet after the current segment.</summary>
    public int End => _at;

    /// <summary>The current segment without its length field.</summary>
    public ReadOnlyMemory<byte> Content { get; private set; }

    /// <summary>The second octet of the next marker.</summary>
    public int Next()
    {
        Offset = _at;
        Need(2);
        var span = octets.Span;
        if (span[_at] != 0xFF)
        {
            throw ImageFault.At(_at, "the JPEG has no marker where one has to be");
        }
        while (_at + 1 < span.Length && span[_at + 1] == 0xFF)
        {
            _at++; // fill octets
        }
        Need(2);
        var marker = (int)span[_at + 1];
        _at += 2;
        if (marker != EndOfImage)
        {
            TakeContent(marker);
        }
        return marker;
    }

    /// <summary>Goes from the end of a scan's header to the next marker that is no restart.</summary>
    public void SkipScan()
    {
        var span = octets.Span;
        while (true)
        {
            var next = span[_at..].IndexOf((byte)0xFF);
            if (next < 0 || _at + next + 1 >= span.Length)
            {
                throw ImageFault.At(span.Length, "the JPEG ends too early");
            }
            _at += next;
            var code = span[_at + 1];
            if (code is not 0 and not (>= FirstRestart and <= LastRestart))
            {
                return;
            }
            _at += 2;
        }
    }

    private void TakeContent(int marker)
    {
        if (marker is 0 or 1 or (>= FirstRestart and <= 0xD8))
        {
            throw ImageFault.At(Offset, "the JPEG has a marker out of place");
        }
        Need(2);
        var length = BinaryPrimitives.ReadUInt16BigEndian(octets.Span[_at..]);
        if (length < 2)
        {
            throw ImageFault.At(_at, "a segment of the JPEG has a wrong length");
        }
        Need(length);
        Content = octets.Slice(_at + 2, length - 2);
        _at += length;
    }

    private void Need(int count)
    {
        if (octets.Length - _at < count)
        {
            throw ImageFault.At(_at, "the JPEG ends too early");
        }
    }
}
