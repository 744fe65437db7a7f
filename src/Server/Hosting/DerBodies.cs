// SPDX-License-Identifier: Apache-2.0
using Microsoft.AspNetCore.Http;

namespace HocBaSo.Signing.Server.Hosting;

/// <summary>DER over HTTP, as RFC 3161 §3.4 and RFC 6960 A.1 have it: one structure each way, told by its media type.</summary>
internal static class DerBodies
{
    /// <summary>
    /// The request; null when it is of another type, which is then answered. Of one that is too long, one octet more than
    /// allowed, so that whoever reads it sees that.
    /// </summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpContext context, string mediaType, int maxLength)
    {
        var type = context.Request.ContentType?.Split(';')[0].Trim();
        if (!string.Equals(type, mediaType, StringComparison.OrdinalIgnoreCase))
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return null;
        }
        var buffer = new byte[maxLength + 1];
        var length = await context.Request.Body.ReadAtLeastAsync(
            buffer,
            buffer.Length,
            throwOnEndOfStream: false,
            context.RequestAborted
        );
        return buffer.AsMemory(0, length);
    }

    /// <summary>The answer.</summary>
    public static async Task WriteAsync(HttpContext context, string mediaType, byte[] content)
    {
        context.Response.ContentType = mediaType;
        context.Response.ContentLength = content.Length;
        await context.Response.Body.WriteAsync(content, context.RequestAborted);
    }
}
