// SPDX-License-Identifier: Apache-2.0
using System.Net;
using System.Net.Sockets;

namespace HocBaSo.Signing.Pki;

/// <summary>Which addresses are on the public network (the special-purpose registries of RFC 6890).</summary>
internal static class PublicAddresses
{
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",
            "::/96",
            "64:ff9b::/96",
            "64:ff9b:1::/48",
            "100::/64",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "fc00::/7",
            "fe80::/10",
            "fec0::/10",
            "ff00::/8",
        }.Select(static network => IPNetwork.Parse(network)),
    ];

    /// <summary>False for loopback, private, link-local, shared, documentation, tunnel, multicast and reserved addresses.</summary>
    public static bool Contains(IPAddress address)
    {
        var real = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return real.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6
            && !Array.Exists(
                Special,
                network => network.BaseAddress.AddressFamily == real.AddressFamily && network.Contains(real)
            );
    }
}
