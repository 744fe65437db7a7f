// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Storage;

/// <summary>A key as the journal names it: a version of an identity, by its certificate.</summary>
internal sealed record KeyName(string Tenant, string IdentityId, int IdentityVersion, string Thumbprint)
{
    /// <summary>The key of an intent; null for a document timestamp, which has none.</summary>
    public static KeyName? Of(SigningIntent intent) =>
        intent.IsDocumentTimestamp
            ? null
            : new KeyName(
                intent.Request.Tenant,
                intent.IdentityId,
                intent.IdentityVersion,
                Convert.ToHexStringLower(intent.CertificateThumbprint.Span)
            );
}
