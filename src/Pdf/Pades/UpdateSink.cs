// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Pdf.Fonts;
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Pades;

/// <summary>Puts the objects of fonts, images and appearances into an incremental update.</summary>
internal sealed class UpdateSink(UpdateWriter writer) : IPdfObjectSink
{
    /// <inheritdoc />
    public int Reserve() => writer.NewId().Number;

    /// <inheritdoc />
    public void Write(int number, ReadOnlySpan<byte> body) => writer.Begin(new PdfReference(number, 0)).Raw(body).End();

    /// <inheritdoc />
    public void WriteStream(int number, string dictionaryEntries, ReadOnlySpan<byte> data, bool compress)
    {
        var octets = compress ? FlateData.Compress(data) : data;
        writer.Begin(new PdfReference(number, 0)).Raw("<< "u8).Raw(Encoding.Latin1.GetBytes(dictionaryEntries));
        writer.Raw(compress ? " /Filter /FlateDecode /Length "u8 : " /Length "u8).Number(octets.Length);
        writer.Raw(" >>\nstream\n"u8).Raw(octets).Raw("\nendstream"u8).End();
    }
}
