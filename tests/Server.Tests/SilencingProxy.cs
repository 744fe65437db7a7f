// SPDX-License-Identifier: Apache-2.0
using System.Net;
using System.Net.Sockets;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>Stands between client and server, and can fall silent: then nothing is forwarded, and no connection ends.</summary>
internal sealed class SilencingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _silence = new();
    private readonly CancellationTokenSource _end = new();
    private readonly List<TcpClient> _sockets = [];
    private readonly Uri _server;
    private readonly Task _accepting;

    public SilencingProxy(Uri server)
    {
        _server = server;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public Task FallSilentAsync() => _silence.CancelAsync();

    public async ValueTask DisposeAsync()
    {
        await _silence.CancelAsync();
        await _end.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _sockets.ForEach(static socket => socket.Dispose());
        _silence.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var forwarding = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                _sockets.Add(client);
                var server = new TcpClient();
                _sockets.Add(server);
                await server.ConnectAsync(_server.Host, _server.Port, _end.Token);
                forwarding.Add(ForwardAsync(client.GetStream(), server.GetStream()));
                forwarding.Add(ForwardAsync(server.GetStream(), client.GetStream()));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(forwarding);
        }
    }

    private async Task ForwardAsync(NetworkStream from, NetworkStream to)
    {
        try
        {
            await from.CopyToAsync(to, _silence.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // Silent, or one end has gone: the other one's socket stays open.
        }
    }
}
