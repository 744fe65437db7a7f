// SPDX-License-Identifier: Apache-2.0
using System.Net;
using System.Security.Cryptography;
using HocBaSo.Signing.Pki;
using HocBaSo.Signing.Server;
using HocBaSo.Signing.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace HocBaSo.Signing.Faults;

/// <summary>A real time-stamping authority over HTTP, which goes away, sleeps or lies when a test wants it to.</summary>
internal sealed class FaultyAuthority : IAsyncDisposable
{
    private static readonly Validity Past = new(
        new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero),
        new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero)
    );
    private readonly TestTimestampAuthority _honest;
    private readonly TestTimestampAuthority _expired;
    private readonly TaskCompletionSource _awake = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WebApplication? _app;
    private int _port;

    private FaultyAuthority(FaultSchool school, TimeProvider time)
    {
        _honest = new TestTimestampAuthority(school.Pki, time);
        _expired = new TestTimestampAuthority(school.Pki, time, validity: Past);
    }

    /// <summary>How it behaves, from the next request on.</summary>
    public TsaFault Fault { get; private set; }

    public TimestampAuthorityEntry Entry(string name) =>
        new()
        {
            Name = name,
            Url = $"http://127.0.0.1:{_port}/",
            TimeoutMilliseconds = 400,
        };

    public static async Task<FaultyAuthority> StartAsync(FaultSchool school, TimeProvider time)
    {
        var authority = new FaultyAuthority(school, time);
        await authority.ListenAsync();
        return authority;
    }

    public async Task BreakAsync(TsaFault fault)
    {
        Fault = fault;
        if (fault == TsaFault.Down)
        {
            await DisposeAsync();
        }
    }

    public async Task RepairAsync()
    {
        Fault = TsaFault.None;
        if (_app is null)
        {
            await ListenAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _awake.TrySetResult();
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
            _app = null;
        }
    }

    private async Task ListenAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel =>
                kestrel.Listen(IPAddress.Loopback, _port, l => l.Protocols = HttpProtocols.Http1)
            );
        _app = builder.Build();
        _app.Run(AnswerAsync);
        await _app.StartAsync();
        var addresses = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        _port = new Uri(addresses.Addresses.Single()).Port;
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var request = body.ToArray();
        if (Fault == TsaFault.Slow)
        {
            await _awake.Task.WaitAsync(context.RequestAborted);
        }
        var authority = Fault == TsaFault.ExpiredCertificate ? _expired : _honest;
        var reply = await authority.Authority.RespondAsync(Twist(request), context.RequestAborted);
        context.Response.ContentType = TimestampAuthority.ReplyMediaType;
        await context.Response.Body.WriteAsync(reply, context.RequestAborted);
    }

    // A liar signs a token for another request than the one it got.
    private byte[] Twist(byte[] encoded)
    {
        var request = TimeStampReq.Decode(encoded);
        return Fault switch
        {
            TsaFault.WrongNonce => (request with { Nonce = request.Nonce + 1 }).Encode(),
            TsaFault.WrongImprint => (
                request with
                {
                    HashedMessage = SHA256.HashData(request.HashedMessage.Span),
                }
            ).Encode(),
            _ => encoded,
        };
    }
}

/// <summary>What is wrong with an authority.</summary>
public enum TsaFault
{
    None,
    Down,
    Slow,
    WrongNonce,
    WrongImprint,
    ExpiredCertificate,
}
