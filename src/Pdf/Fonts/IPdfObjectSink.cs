// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Fonts;

/// <summary>Where fonts, images and appearances put their objects: a new file, or an incremental update.</summary>
internal interface IPdfObjectSink
{
    /// <summary>Takes the next free object number.</summary>
    int Reserve();

    /// <summary>Writes an object that is not a stream; <paramref name="body"/> stands between <c>obj</c> and <c>endobj</c>.</summary>
    void Write(int number, ReadOnlySpan<byte> body);

    /// <summary>Writes a stream object.</summary>
    /// <param name="number">A reserved object number.</param>
    /// <param name="dictionaryEntries">Entries without the brackets and without <c>/Length</c>; without <c>/Filter</c> if the sink compresses.</param>
    /// <param name="data">The stream's octets.</param>
    /// <param name="compress">True when the sink has to apply FlateDecode and say so; false when the data stands as it is.</param>
    void WriteStream(int number, string dictionaryEntries, ReadOnlySpan<byte> data, bool compress);
}
