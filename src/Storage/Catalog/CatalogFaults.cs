// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Storage;

/// <summary>The faults of the catalog.</summary>
internal static class CatalogFaults
{
    public static SigningException NotOpened(Exception cause) =>
        new(SigningErrorKind.StorageFailed, "The catalog of identities could not be opened.", cause: cause);

    public static SigningException NotRead(Exception cause) =>
        new(SigningErrorKind.StorageFailed, "The catalog of identities could not be read.", cause: cause);

    public static SigningException NotWritten(Exception cause) =>
        new(SigningErrorKind.StorageFailed, "The catalog of identities could not be written.", cause: cause);
}
