// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pki;

/// <summary>
/// Where requests for status may go. Certificates name the URLs, and only those of configured identities are followed, but an
/// authority's mistake must not make this server knock at doors inside its network.
/// </summary>
public sealed record StatusHttpOptions
{
    /// <summary>
    /// Whether URLs of certificates may lead to loopback, private, link-local and other special addresses. A URL that an
    /// administrator wrote into the configuration may in any case. Default: false.
    /// </summary>
    public bool AllowPrivateAddresses { get; init; }

    /// <summary>Hosts that URLs of certificates may name; empty for every host. Ignoring case, without ports.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>Most redirects that are followed, each held against the same rules. Default: 3.</summary>
    public int MaxRedirects { get; init; } = 3;
}
