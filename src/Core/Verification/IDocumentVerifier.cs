// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>Verifies documents of one format, with a parse of its own.</summary>
public interface IDocumentVerifier
{
    /// <summary>Which format.</summary>
    DocumentFormat Format { get; }

    /// <summary>Verifies every signature of a document. Never throws for what the document holds.</summary>
    VerificationReport Verify(ReadOnlyMemory<byte> document, VerificationContext context);
}
