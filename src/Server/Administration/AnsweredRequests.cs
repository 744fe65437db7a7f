// SPDX-License-Identifier: Apache-2.0
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Administration;

/// <summary>The requests that were carried out, by tenant, administrator and request id. Immutable.</summary>
internal sealed record AnsweredRequests
{
    /// <summary>How long a request id is remembered.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromDays(90);

    private ImmutableDictionary<(string, string, string), AnsweredRequest> Known { get; init; } =
        ImmutableDictionary<(string, string, string), AnsweredRequest>.Empty;

    /// <summary>What is remembered of a request when it is carried out; null when it bears no id.</summary>
    /// <param name="call">Who asks, and how.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="identityId">The identity; empty until it is known.</param>
    /// <param name="content">What is asked for.</param>
    /// <param name="now">The time.</param>
    public static AnsweredRequest? Of(
        AdminCall call,
        string tenant,
        string identityId,
        ReadOnlySpan<byte> content,
        DateTimeOffset now
    ) =>
        call.RequestId.Length == 0
            ? null
            : new AnsweredRequest
            {
                Tenant = tenant,
                Administrator = call.Administrator,
                RequestId = call.RequestId,
                At = now,
                Digest = SHA256.HashData([.. Encoding.UTF8.GetBytes(call.Operation), 0, .. content]),
                IdentityId = identityId,
            };

    /// <summary>What was carried out under that id; null when nothing was.</summary>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.RequestIdReused"/>: something else was.</exception>
    public AnsweredRequest? Find(AnsweredRequest? request)
    {
        if (request is null || !Known.TryGetValue(Key(request), out var known))
        {
            return null;
        }
        return known.Digest.Span.SequenceEqual(request.Digest.Span)
            ? known
            : throw new SigningException(
                SigningErrorKind.RequestIdReused,
                "The request id was used for another change.",
                "request_id"
            );
    }

    /// <summary>With one more.</summary>
    public AnsweredRequests With(AnsweredRequest? request) =>
        request is null ? this : new AnsweredRequests { Known = Known.SetItem(Key(request), request) };

    /// <summary>Without those that were carried out before a time.</summary>
    public AnsweredRequests Since(DateTimeOffset time) =>
        new()
        {
            Known = Known.RemoveRange(Known.Where(known => known.Value.At < time).Select(static known => known.Key)),
        };

    private static (string, string, string) Key(AnsweredRequest request) =>
        (request.Tenant, request.Administrator, request.RequestId);
}
