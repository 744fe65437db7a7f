// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server.Configuration;

/// <summary>Stands for URLs of this server, whose port is known only when it listens.</summary>
internal static class BuiltInStatus
{
    private const string Scheme = "built-in";

    /// <summary>The responder.</summary>
    public static Uri Ocsp { get; } = new(Scheme + ":/ocsp");

    /// <summary>The CRL.</summary>
    public static Uri Crl { get; } = new(Scheme + ":/crl");

    /// <summary>The real URL.</summary>
    public static Uri? Resolve(Uri? url, Uri http) => url is { Scheme: Scheme } ? new Uri(http, url.AbsolutePath) : url;
}
