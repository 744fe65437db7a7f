// SPDX-License-Identifier: Apache-2.0
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace HocBaSo.Signing.Pki;

/// <summary>Exchanges with responders and CRL servers: bounded in size, time, redirects and in where they may go. Thread-safe.</summary>
public sealed class StatusHttp : IDisposable
{
    private const int MaxConnections = 16;
    private readonly StatusHttpOptions _options;
    private readonly HttpMessageInvoker _ofCertificates;
    private readonly HttpMessageInvoker _ofConfiguration;

    /// <summary>Makes one, with connections of its own and no proxy: who connects has to see the address.</summary>
    public StatusHttp(StatusHttpOptions options)
        : this(options, NewHandler(options.AllowPrivateAddresses), NewHandler(allowPrivate: true)) { }

    internal StatusHttp(
        StatusHttpOptions options,
        HttpMessageHandler ofCertificates,
        HttpMessageHandler ofConfiguration
    )
    {
        _options = options;
        _ofCertificates = new HttpMessageInvoker(ofCertificates);
        _ofConfiguration = new HttpMessageInvoker(ofConfiguration);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _ofCertificates.Dispose();
        _ofConfiguration.Dispose();
    }

    /// <summary>GET.</summary>
    internal Task<byte[]> GetAsync(StatusUrl url, int maxLength, CancellationToken cancellationToken) =>
        SendAsync(url, null, null, maxLength, cancellationToken);

    /// <summary>POST.</summary>
    /// <exception cref="StatusException">Why there is no answer.</exception>
    internal Task<byte[]> PostAsync(
        StatusUrl url,
        byte[] body,
        string mediaType,
        int maxLength,
        CancellationToken cancellationToken
    ) => SendAsync(url, body, mediaType, maxLength, cancellationToken);

    private async Task<byte[]> SendAsync(
        StatusUrl url,
        byte[]? body,
        string? mediaType,
        int maxLength,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var next = url;
            for (var hops = 0; hops <= _options.MaxRedirects; hops++)
            {
                next.RequireAllowed(_options);
                using var response = await SendOnceAsync(next, body, mediaType, cancellationToken);
                if (!IsRedirect(response.StatusCode))
                {
                    return await ReadAsync(Successful(response), maxLength, cancellationToken);
                }

                next = Target(next, response, hasBody: body is not null);
            }

            throw new StatusException(StatusFault.NotAllowed, "The URL leads to too many redirects.");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException)
        {
            throw e.InnerException as StatusException
                ?? new StatusException(StatusFault.Unreachable, $"The connection failed ({CauseOf(e)}).", e);
        }
    }

    // Words of the platform's own, none of the source's.
    private static string CauseOf(Exception failure) =>
        failure switch
        {
            { InnerException: SocketException socket } => socket.SocketErrorCode.ToString(),
            SocketException socket => socket.SocketErrorCode.ToString(),
            HttpRequestException http => http.HttpRequestError.ToString(),
            _ => failure.GetType().Name,
        };

    private async Task<HttpResponseMessage> SendOnceAsync(
        StatusUrl url,
        byte[]? body,
        string? mediaType,
        CancellationToken cancellationToken
    )
    {
        using var message = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, url.Url);

        // Each exchange has a connection of its own: some responders close theirs without a word, and each address is looked at.
        message.Headers.ConnectionClose = true;
        if (body is not null)
        {
            message.Content = new ByteArrayContent(body);
            message.Content.Headers.ContentType = new MediaTypeHeaderValue(mediaType!);
        }

        return await (url.IsConfigured ? _ofConfiguration : _ofCertificates).SendAsync(message, cancellationToken);
    }

    private static bool IsRedirect(HttpStatusCode status) => (int)status is 301 or 302 or 303 or 307 or 308;

    // Another place is the administrator's word no more, and TLS is never given up on the way.
    private static StatusUrl Target(StatusUrl from, HttpResponseMessage response, bool hasBody)
    {
        var mayFollow = !hasBody || (int)response.StatusCode is 307 or 308;
        if (!mayFollow || response.Headers.Location is not { } location)
        {
            throw new StatusException(StatusFault.Refused, $"HTTP {(int)response.StatusCode}.");
        }

        var target = new Uri(from.Url, location);
        var isSamePlace = Uri.Compare(
            from.Url,
            target,
            UriComponents.SchemeAndServer,
            UriFormat.UriEscaped,
            StringComparison.OrdinalIgnoreCase
        );
        return from.Url.Scheme == Uri.UriSchemeHttps && target.Scheme != Uri.UriSchemeHttps
            ? throw new StatusException(StatusFault.NotAllowed, "A redirect leads away from https.")
            : new StatusUrl(target, from.IsConfigured && isSamePlace == 0);
    }

    private static HttpContent Successful(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        return status switch
        {
            200 => response.Content,
            429 => throw new StatusException(StatusFault.Busy, "HTTP 429."),
            >= 500 or 408 => throw new StatusException(StatusFault.Unreachable, $"HTTP {status}."),
            _ => throw new StatusException(StatusFault.Refused, $"HTTP {status}."),
        };
    }

    // Grows with what comes: a stated length is only a claim.
    private static async Task<byte[]> ReadAsync(HttpContent content, int maxLength, CancellationToken cancellationToken)
    {
        var tooLarge = new StatusException(StatusFault.TooLarge, $"The answer is longer than {maxLength} octets.");
        if (content.Headers.ContentLength > maxLength)
        {
            throw tooLarge;
        }

        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        using var result = new MemoryStream();
        var buffer = new byte[16 << 10];
        int count;
        while ((count = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (result.Length + count > maxLength)
            {
                throw tooLarge;
            }

            result.Write(buffer, 0, count);
        }

        return result.ToArray();
    }

    private static SocketsHttpHandler NewHandler(bool allowPrivate) =>
        new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            // No trace of ours to responders outside.
            ActivityHeadersPropagator = null,
            AutomaticDecompression = DecompressionMethods.None,
            MaxConnectionsPerServer = MaxConnections,
            PooledConnectionLifetime = TimeSpan.Zero,
            ConnectCallback = (context, token) => ConnectAsync(context.DnsEndPoint, allowPrivate, token),
        };

    // The address is looked at here and nowhere before: a name may resolve to another one each time.
    private static async ValueTask<Stream> ConnectAsync(
        DnsEndPoint endPoint,
        bool allowPrivate,
        CancellationToken cancellationToken
    )
    {
        var addresses = await Dns.GetHostAddressesAsync(endPoint.Host, cancellationToken);
        var allowed = allowPrivate ? addresses : Array.FindAll(addresses, PublicAddresses.Contains);
        if (allowed.Length == 0)
        {
            throw new StatusException(StatusFault.NotAllowed, "The host has no address that is allowed.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, endPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
