// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;

namespace HocBaSo.Signing.Pdf.Writing;

/// <summary>An embedded file and its specification (ISO 32000-1 §7.11, ISO 19005-3 §6.8).</summary>
internal sealed class Attachment
{
    private const int MaxName = 255;

    private readonly string _mediaType;
    private readonly string _description;
    private readonly DateTimeOffset _modified;
    private readonly AttachmentRelationship _relationship;

    public Attachment(
        string name,
        string mediaType,
        string description,
        DateTimeOffset modified,
        AttachmentRelationship relationship
    )
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentException.ThrowIfNullOrWhiteSpace(mediaType);
        ArgumentNullException.ThrowIfNull(description);
        if (name.Length > MaxName || name.AsSpan().ContainsAny("/\\:\0"))
        {
            throw new ArgumentException("An attachment's name is a file name without folders.", nameof(name));
        }
        if (mediaType.Count('/') != 1 || !mediaType.All(c => char.IsAsciiLetterOrDigit(c) || "/.+-".Contains(c)))
        {
            throw new ArgumentException("A media type is a type, a slash and a subtype.", nameof(mediaType));
        }
        (Name, _mediaType, _description, _modified, _relationship) = (
            name,
            mediaType,
            description,
            modified,
            relationship
        );
    }

    public string Name { get; }

    /// <summary>The object number of the file specification.</summary>
    public int Number { get; private set; }

    public void Write(PdfFileWriter file, ReadOnlySpan<byte> content)
    {
        var stream = WriteFile(file, content);
        Number = file.Reserve();
        var output = file.Begin(Number).Raw("<</Type/Filespec/F"u8);
        TextString.Write(output, Name);
        output.Raw("/UF"u8);
        TextString.Write(output, Name);
        output.Raw("/Desc"u8);
        TextString.Write(output, _description);
        output.Raw("/AFRelationship/"u8).Plain(_relationship.ToString());
        output.Raw("/EF<</F "u8).Reference(stream).Raw("/UF "u8).Reference(stream).Raw(">>>>"u8);
        file.End();
    }

    private int WriteFile(PdfFileWriter file, ReadOnlySpan<byte> content)
    {
        var number = file.Reserve();
        var output = file.Begin(number).Raw("<</Type/EmbeddedFile/Subtype/"u8);
        output.Plain(_mediaType.Replace("/", "#2F", StringComparison.Ordinal)).Raw("/Params<</Size "u8);
        output.Number(content.Length).Raw("/ModDate"u8);
        PdfDate.Write(output, _modified);
        output.Raw("/CheckSum<"u8).Plain(CheckSum(content)).Raw(">>>"u8);
        file.WriteData(content, compress: true);
        return number;
    }

    // ISO 32000-1 table 46 names MD5; it finds transmission errors, the document's signatures find the rest.
#pragma warning disable RS0030, CA5351
    private static string CheckSum(ReadOnlySpan<byte> content) => Convert.ToHexString(MD5.HashData(content));
#pragma warning restore RS0030, CA5351
}
