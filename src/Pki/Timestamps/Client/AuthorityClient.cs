// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Net;
using System.Net.Http.Headers;
using System.Numerics;
using System.Security.Cryptography;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pki;

/// <summary>One authority over HTTP (RFC 3161 §3.4). Every way to fail is an answer; only the caller's cancellation throws.</summary>
internal sealed class AuthorityClient : IDisposable
{
    /// <summary>Longest answer, octets.</summary>
    private const int MaxResponseLength = 64 * 1024;

    private readonly TimestampAuthorityOptions _options;
    private readonly TokenCheck _check;
    private readonly HttpClient _http;
    private readonly TimeProvider _timeProvider;
    private readonly AuthorityPlaces _places;

    public AuthorityClient(
        TimestampAuthorityOptions options,
        TokenCheck check,
        HttpClient http,
        TimeProvider timeProvider
    )
    {
        (_options, _check, _http, _timeProvider) = (options, check, http, timeProvider);
        _places = new AuthorityPlaces(options.MaxConcurrency);
    }

    /// <summary>Waits for one of the places at the authority: time spent here is ours, not the authority's.</summary>
    public ValueTask<AuthorityPlaces.Place> EnterAsync(SigningLane lane, CancellationToken cancellationToken) =>
        _places.EnterAsync(lane, cancellationToken);

    /// <summary>Asks; the caller holds a place.</summary>
    public async Task<AuthorityAnswer> AskAsync(
        ReadOnlyMemory<byte> imprint,
        HashAlgorithmName digest,
        CancellationToken cancellationToken
    )
    {
        using var timeout = new CancellationTokenSource(_options.Timeout, _timeProvider);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await ExchangeAsync(NewRequest(imprint, digest), linked.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return AuthorityAnswer.Of(
                TimestampOutcome.TimedOut,
                $"No answer within {_options.Timeout.TotalMilliseconds:F0} ms."
            );
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return AuthorityAnswer.Of(TimestampOutcome.Unreachable, $"The connection failed: {e.Message}");
        }
    }

    public void Dispose() => _places.Dispose();

    private TimeStampReq NewRequest(ReadOnlyMemory<byte> imprint, HashAlgorithmName digest)
    {
        var nonce = RandomNumberGenerator.GetBytes(8);
        return new TimeStampReq(
            Digests.OidOf(digest),
            imprint,
            _options.Policy,
            new BigInteger(nonce, isUnsigned: true),
            _options.RequestCertificates
        );
    }

    private async Task<AuthorityAnswer> ExchangeAsync(TimeStampReq request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, _options.Url);
        message.Content = new ByteArrayContent(request.Encode());
        message.Content.Headers.ContentType = new MediaTypeHeaderValue(TimestampAuthority.QueryMediaType);
        using var response = await _http.SendAsync(
            message,
            HttpCompletionOption.ResponseHeadersRead,
            cancellationToken
        );
        if (!response.IsSuccessStatusCode)
        {
            return OfStatus(response);
        }

        var type = response.Content.Headers.ContentType?.MediaType;
        if (!string.Equals(type, TimestampAuthority.ReplyMediaType, StringComparison.OrdinalIgnoreCase))
        {
            return AuthorityAnswer.Of(TimestampOutcome.Unreachable, "The answer is not a timestamp reply.");
        }

        var body = await ReadAsync(response.Content, cancellationToken);
        return body is null
            ? AuthorityAnswer.Of(TimestampOutcome.Unreachable, "The answer is too long.")
            : OfBody(body, request);
    }

    private AuthorityAnswer OfStatus(HttpResponseMessage response)
    {
        var detail = $"HTTP {(int)response.StatusCode}.";
        var retryAfter = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } when date > _timeProvider.GetUtcNow() => date - _timeProvider.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        if (response.StatusCode == HttpStatusCode.TooManyRequests || retryAfter is not null)
        {
            return AuthorityAnswer.Of(TimestampOutcome.Busy, detail, retryAfter);
        }

        var outcome =
            (int)response.StatusCode >= 500 || response.StatusCode == HttpStatusCode.RequestTimeout
                ? TimestampOutcome.Unreachable
                : TimestampOutcome.Rejected;
        return AuthorityAnswer.Of(outcome, detail);
    }

    private AuthorityAnswer OfBody(byte[] body, TimeStampReq request)
    {
        try
        {
            var response = TimeStampResp.Decode(body);
            return response.IsGranted ? _check.Check(response.Token, request) : OfFailure(response);
        }
        catch (Exception e) when (e is AsnContentException or PkiFormatException)
        {
            return AuthorityAnswer.Of(TimestampOutcome.BadToken, "The answer is not a TimeStampResp.");
        }
    }

    private static AuthorityAnswer OfFailure(TimeStampResp response)
    {
        var transient = response.Failure is PkiFailure.TimeNotAvailable or PkiFailure.SystemFailure;
        return AuthorityAnswer.Of(
            transient ? TimestampOutcome.Busy : TimestampOutcome.Rejected,
            $"Rejected with {response.Failure}: {Printable(response.Text)}"
        );
    }

    /// <summary>The authority's words go to a log: no control characters, so that they can't forge a line of it.</summary>
    private static string Printable(string text) =>
        string.Create(
            text.Length,
            text,
            (span, source) =>
            {
                for (var i = 0; i < span.Length; i++)
                {
                    span[i] = char.IsControl(source[i]) ? ' ' : source[i];
                }
            }
        );

    private static async Task<byte[]?> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var stated = content.Headers.ContentLength ?? MaxResponseLength;
        if (stated > MaxResponseLength)
        {
            return null;
        }

        // One octet more than allowed, so that a body without a stated length shows that it is too long.
        var stream = await content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[stated + 1];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return length > MaxResponseLength ? null : buffer[..length];
    }
}
