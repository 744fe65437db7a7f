// SPDX-License-Identifier: Apache-2.0
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Server.Configuration;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace HocBaSo.Signing.Server.Callers.Tls;

/// <summary>
/// TLS on the gRPC port, with files that are read again while the server runs: each handshake takes the newest certificate;
/// connections that stand stay. A client's certificate is asked for, not judged: that is done call by call
/// (<see cref="CertificateCallers"/>), where there is a sentence to answer and a journal to write.
/// </summary>
internal sealed partial class TlsParts : IAsyncDisposable
{
    private static readonly TimeSpan s_renewBefore = TimeSpan.FromDays(14);
    private readonly ReloadedFiles<SslStreamCertificateContext> _server;
    private readonly ReloadedFiles<IReadOnlyList<X509Certificate2>> _anchors;
    private readonly ReloadedFiles<ClientCrls>? _crls;
    private readonly TimeProvider _time;
    private readonly ILogger<TlsParts> _logger;
    private readonly TimeSpan _period;
    private readonly Lock _turn = new();
    private ITimer? _timer;
    private SslStreamCertificateContext? _toldServer;
    private ClientCrls? _toldCrls;

    private TlsParts(ListenTlsOptions options, TimeProvider time, ILogger<TlsParts> logger)
    {
        (_time, _logger, _period) = (time, logger, TimeSpan.FromSeconds(options.ReloadSeconds));
        _server = new("server certificate", ServerFiles(options), Server);
        _anchors = new("client anchors", options.ClientAnchorFiles, TlsContents.Certificates);
        _crls = options.ClientCrlFiles.Count == 0 ? null : new("client CRLs", options.ClientCrlFiles, TlsContents.Crls);
    }

    /// <summary>Whom clients' certificates have to lead to.</summary>
    public ClientTrust Trust { get; private set; } = null!;

    /// <summary>When the certificate that is shown now ends.</summary>
    public DateTimeOffset CertificateEnds => new(_server.Current.TargetCertificate.NotAfter.ToUniversalTime());

    /// <summary>Reads the files; null, and noted, when they can't be used.</summary>
    public static TlsParts? Load(
        ListenTlsOptions options,
        TimeProvider time,
        ILogger<TlsParts> logger,
        ErrorList errors
    )
    {
        var parts = new TlsParts(options, time, logger);
        var isGood = parts.Read(parts._server, "certificate", errors);
        isGood &= parts.Read(parts._anchors, "clientAnchors", errors);
        isGood &= parts._crls is null || parts.Read(parts._crls, "clientCrls", errors);
        if (!isGood)
        {
            return null;
        }
        parts.Trust = new ClientTrust(parts._anchors, parts._crls);
        parts.WarnOfEnds();
        return parts;
    }

    /// <summary>What Kestrel asks at each handshake; asked for once. From then on the files are watched.</summary>
    public TlsHandshakeCallbackOptions Handshakes()
    {
        _timer ??= _time.CreateTimer(static state => ((TlsParts)state!).RefreshAtItsTime(), this, _period, _period);
        return new() { OnConnection = handshake => ValueTask.FromResult(Handshake(handshake.Connection)) };
    }

    /// <summary>Looks at the files now, and not only at the next turn of the clock.</summary>
    public void Refresh()
    {
        lock (_turn)
        {
            Refresh(_server);
            var isNew = Refresh(_anchors);
            isNew |= _crls is not null && Refresh(_crls);
            if (isNew)
            {
                Trust.Renew();
            }
            WarnOfEnds();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_timer is not null)
        {
            await _timer.DisposeAsync();
        }
    }

    // On a thread of the timer: what gets out of here ends the process.
    private void RefreshAtItsTime()
    {
        try
        {
            Refresh();
        }
#pragma warning disable CA1031 // Whatever a file brings, what was read before goes on.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogKept("TLS files", e.Message);
        }
    }

    private SslServerAuthenticationOptions Handshake(ConnectionContext connection) =>
        new()
        {
            ServerCertificateContext = _server.Current,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            AllowRenegotiation = false,
            // A resumed session would come without the certificates that the client's own was issued by.
            AllowTlsResume = false,
            ClientCertificateRequired = true,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            // The platform builds a chain before it asks us: it must not fetch what a stranger's certificate names.
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                DisableCertificateDownloads = true,
            },
            RemoteCertificateValidationCallback = (_, certificate, chain, _) =>
            {
                if (certificate is not null)
                {
                    PresentedCertificate.Attach(connection, certificate, chain);
                }
                return true;
            },
        };

    // At the start there is no other: its clients judge it, whose clocks may be right.
    private SslStreamCertificateContext Server(IReadOnlyList<byte[]> contents)
    {
        var now = _time.GetUtcNow();
        return TlsContents.Server(contents, now, beginsBy: _server.IsRead ? now : DateTimeOffset.MaxValue);
    }

    private bool Refresh<T>(ReloadedFiles<T> files)
        where T : class
    {
        try
        {
            if (!files.Refresh())
            {
                return false;
            }
            LogReloaded(files.Name);
            return true;
        }
        catch (FormatException e)
        {
            LogKept(files.Name, e.Message);
            return false;
        }
    }

    private bool Read<T>(ReloadedFiles<T> files, string member, ErrorList errors)
        where T : class
    {
        try
        {
            return files.Refresh();
        }
        catch (FormatException e)
        {
            errors.Add($"listen.tls.{member}", $"can't be used: {e.Message}");
            return false;
        }
    }

    // Once for each certificate and each set of CRLs.
    private void WarnOfEnds()
    {
        var now = _time.GetUtcNow();
        var end = CertificateEnds;
        if (end - now <= s_renewBefore && !ReferenceEquals(_server.Current, _toldServer))
        {
            _toldServer = _server.Current;
            LogExpiring(end);
        }
        var begin = new DateTimeOffset(_server.Current.TargetCertificate.NotBefore.ToUniversalTime());
        if (begin > now && !ReferenceEquals(_server.Current, _toldServer))
        {
            _toldServer = _server.Current;
            LogNotYetValid(begin);
        }
        if (_crls?.Current is { } crls && crls.NextUpdate <= now && !ReferenceEquals(crls, _toldCrls))
        {
            _toldCrls = crls;
            LogOldCrl(crls.NextUpdate);
        }
    }

    private static IReadOnlyList<string> ServerFiles(ListenTlsOptions options) =>
        options.KeyFile is { } key ? [options.CertificateFile, key] : [options.CertificateFile];
}
