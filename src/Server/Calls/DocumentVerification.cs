// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Calls;

/// <summary>Picks the verifier of a document and measures it against a tenant's anchors.</summary>
internal sealed class DocumentVerification(
    IEnumerable<IDocumentVerifier> verifiers,
    ICertificateCatalogSource catalogs,
    TimeProvider time
)
{
    /// <summary>Verifies a document.</summary>
    /// <param name="tenant">A tenant of the catalog.</param>
    /// <param name="format">Null: the first bytes tell.</param>
    /// <param name="document">The document.</param>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.UnsupportedFormat"/>: no verifier for the format.</exception>
    public VerificationReport Verify(string tenant, DocumentFormat? format, ReadOnlyMemory<byte> document)
    {
        var actual = format ?? (document.Span.StartsWith("%PDF-"u8) ? DocumentFormat.Pdf : DocumentFormat.Xml);
        var verifier =
            verifiers.FirstOrDefault(v => v.Format == actual)
            ?? throw new SigningException(
                SigningErrorKind.UnsupportedFormat,
                "This server does not verify documents of that format.",
                "format"
            );
        return verifier.Verify(document, new VerificationContext(catalogs.Current.AnchorsOf(tenant), time.GetUtcNow()));
    }
}
