// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>The port to where evidence is kept by its digest, so that a row of the journal can name it.</summary>
public interface IStatusEvidenceStore
{
    /// <summary>Keeps a piece of evidence; durable when the task ends. One that is there already costs a look-up.</summary>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.StorageFailed"/>.</exception>
    ValueTask KeepAsync(StatusEvidence evidence, CancellationToken cancellationToken);

    /// <summary>The evidence of that SHA-256; null when none was kept.</summary>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.StorageFailed"/>.</exception>
    ValueTask<StatusEvidence?> FindEvidenceAsync(ReadOnlyMemory<byte> digest, CancellationToken cancellationToken);
}
