// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Writing;

/// <summary>
/// Objects with numbers of their own, written once and put into any number of files as they are. Offsets are from the first
/// octet.
/// </summary>
internal sealed class FixedObjects
{
    private FixedObjects(int first, byte[] octets, XrefRow[] rows) => (First, Octets, Rows) = (first, octets, rows);

    /// <summary>The number of the first object.</summary>
    public int First { get; }

    public byte[] Octets { get; }

    public XrefRow[] Rows { get; }

    /// <summary>Records what is written.</summary>
    /// <param name="first">The number of the first object.</param>
    /// <param name="packs">True to put what is no stream into an object stream.</param>
    /// <param name="write">Reserves and writes.</param>
    public static FixedObjects Record(int first, bool packs, Action<PdfFileWriter> write)
    {
        using var file = new PdfFileWriter(first, packs);
        write(file);
        file.FlushPacked();
        return new FixedObjects(first, file.Output.Written.ToArray(), [.. file.Rows[first..]]);
    }
}
