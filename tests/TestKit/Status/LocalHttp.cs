// SPDX-License-Identifier: Apache-2.0
using System.Net;
using System.Net.Sockets;

namespace HocBaSo.Signing.TestKit;

/// <summary>The platform's own HTTP server, which can't choose a free port by itself.</summary>
public static class LocalHttp
{
    private const int Tries = 50;

    /// <summary>Starts one on a port of 127.0.0.1 that is free; its only prefix says which.</summary>
    public static HttpListener Start(out Uri url)
    {
        for (var attempt = 1; ; attempt++)
        {
            url = new Uri($"http://127.0.0.1:{FreePort()}/");
            var listener = new HttpListener { Prefixes = { url.AbsoluteUri } };
            try
            {
                listener.Start();
                return listener;
            }
            catch (HttpListenerException) when (attempt < Tries)
            {
                // Somebody else was given the port meanwhile.
                listener.Close();
            }
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
