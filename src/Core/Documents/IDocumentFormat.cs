// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>A format that documents can be signed in: XML, PDF.</summary>
public interface IDocumentFormat
{
    /// <summary>Which format.</summary>
    DocumentFormat Format { get; }

    /// <summary>Parses a document once, for any number of steps.</summary>
    /// <param name="document">The document; not copied, so it must stay unchanged until the result is disposed.</param>
    /// <exception cref="SigningException">
    /// <see cref="SigningErrorKind.MalformedDocument"/>, <see cref="SigningErrorKind.DocumentTooLarge"/>,
    /// <see cref="SigningErrorKind.UnsupportedFormat"/>, with the place.
    /// </exception>
    IOpenDocument Open(ReadOnlyMemory<byte> document);
}
