// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Configuration;

/// <summary>How long request ids stand for their documents: the member <c>idempotency</c>, and those of clients.</summary>
internal static class IdempotencyParts
{
    /// <summary>Reads <c>idempotency</c>.</summary>
    public static int Read(ConfigurationNode node) =>
        node.AllowOnly("days").Number("days", SigningServerOptions.DefaultIdempotencyDays);

    /// <summary>The window of everybody.</summary>
    public static IdempotencyWindow Of(SigningServerOptions options) =>
        new(
            options.IdempotencyDays,
            options
                .Clients.Where(static client => client.IdempotencyDays > 0)
                .ToDictionary(
                    static client => client.Id,
                    static client => client.IdempotencyDays,
                    StringComparer.Ordinal
                )
        );
}
