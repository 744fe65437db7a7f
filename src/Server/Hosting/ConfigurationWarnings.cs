// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Pki;
using HocBaSo.Signing.Server.Configuration;

namespace HocBaSo.Signing.Server.Hosting;

/// <summary>What a server starts with, and an administrator wants to know before. Names, paths and times only: never a value of a secret.</summary>
/// <param name="options">The options, which may have mistakes.</param>
/// <param name="given">What their files say.</param>
/// <param name="now">What ends soon is told from here.</param>
/// <param name="isWritable">Whether this user may make files in a folder.</param>
internal sealed class ConfigurationWarnings(
    SigningServerOptions options,
    CheckedOptions given,
    DateTimeOffset now,
    Func<string, bool> isWritable
)
{
    private static readonly TimeSpan s_certificateNotice = TimeSpan.FromDays(30);
    private static readonly TimeSpan s_crlNotice = TimeSpan.FromDays(7);

    // Write as well: who can replace a PIN can lock the token.
    private const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private readonly ErrorList _found = new();

    /// <summary>All of them, in the order of the file.</summary>
    public IReadOnlyList<ConfigurationError> Find()
    {
        FindTls();
        FindClients();
        FindFolders();
        FindJournal();
        FindTokens();
        FindTelemetry();
        for (var i = 0; i < options.Identities.Count; i++)
        {
            var identity = options.Identities[i];
            if (given.Settings.Identities.TryGetValue((identity.Tenant, identity.Id), out var configured))
            {
                FindEnds(configured.Chain, $"identities[{i}].certificates");
            }
        }
        return _found.Errors;
    }

    private void FindTls()
    {
        if (options.Tls is not { } tls)
        {
            return;
        }
        // Read once more, because a mistake anywhere leaves no TLS in what was loaded; what can't be read was told there.
        FindEnds(CertificateFiles.Read(tls.CertificateFile, "", new ErrorList()), "listen.tls.certificate");
        FindSecret(
            tls.KeyFile ?? tls.CertificateFile,
            tls.KeyFile is null ? "listen.tls.certificate" : "listen.tls.key"
        );
        for (var i = 0; i < tls.ClientCrlFiles.Count; i++)
        {
            FindCrls(tls.ClientCrlFiles[i], $"listen.tls.clientCrls[{i}]");
        }
    }

    private void FindClients()
    {
        for (var i = 0; i < options.Clients.Count; i++)
        {
            var client = options.Clients[i];
            _found.Require(
                client.Limits != ClientLimitOptions.None || client.Grants.Count == 0,
                $"clients[{i}].limits",
                "sets none: this client alone can keep the server busy"
            );
        }
    }

    private void FindFolders()
    {
        RequireWritable(Path.GetDirectoryName(options.JournalPath), "storage.journal");
        if (Path.GetDirectoryName(options.CatalogPath) != Path.GetDirectoryName(options.JournalPath))
        {
            RequireWritable(Path.GetDirectoryName(options.CatalogPath), "storage.catalog");
        }
        RequireWritable(options.Journal.CheckpointFolder, "journal.checkpointFolder", "is");
    }

    private void FindJournal()
    {
        _found.Require(
            options.Journal.CheckpointKey is not null,
            "journal.checkpointKey",
            "is not set: nothing proves that the chain of the journal is this node's"
        );
        FindEnds(given.Sealing?.Chain ?? [], "journal.checkpointCertificate");
    }

    private void FindTokens()
    {
        for (var i = 0; i < options.Tokens.Count; i++)
        {
            var (token, path) = (options.Tokens[i], $"tokens[{i}]");
            // A name without a folder is looked up by the loader.
            _found.Require(
                !Path.IsPathRooted(token.ModulePath) || File.Exists(token.ModulePath),
                path + ".module",
                "does not exist"
            );
            _found.Require(
                token.PinEnvironment is not { } name || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name)),
                path + ".pinEnvironment",
                "names a variable that is not set here"
            );
            FindSecret(token.PinFile, path + ".pinFile");
        }
    }

    private void FindTelemetry()
    {
        if (options.Telemetry.Otlp is not { } otlp)
        {
            return;
        }
        FindSecret(otlp.HeadersFile, "telemetry.otlp.headersFile");
        var hasHeaders = otlp.HeadersFile is not null || otlp.HeadersEnvironment is not null;
        _found.Require(
            !hasHeaders
                || !Uri.TryCreate(otlp.Endpoint, UriKind.Absolute, out var url)
                || url.Scheme == Uri.UriSchemeHttps
                || url.IsLoopback,
            "telemetry.otlp.endpoint",
            "is http on another machine: the headers, and what they prove, travel in clear text"
        );
    }

    private void RequireWritable(string? folder, string path, string verb = "is in") =>
        _found.Require(
            !Directory.Exists(folder) || isWritable(folder),
            path,
            $"{verb} a folder that this user ({Environment.UserName}) can't write to"
        );

    private void FindSecret(string? file, string path) =>
        _found.Require(
            OperatingSystem.IsWindows() || !File.Exists(file) || (File.GetUnixFileMode(file) & Others) == 0,
            path,
            "can be read or written by every user of this machine (chmod o-rw)"
        );

    // The certificate itself or an issuer in its file: whichever ends first.
    private void FindEnds(IReadOnlyList<X509Certificate2> chain, string path)
    {
        if (chain.Count > 0)
        {
            var end = new DateTimeOffset(chain.Min(static certificate => certificate.NotAfter.ToUniversalTime()));
            FindEnd(end, s_certificateNotice, path, chain.Count == 1 ? "certificate" : "first of its certificates");
        }
    }

    private void FindCrls(string file, string path)
    {
        try
        {
            var end = CrlFile.Read(File.ReadAllBytes(file)).Min(static crl => crl.NextUpdate);
            FindEnd(end, s_crlNotice, path, "CRL");
        }
        catch (Exception e)
            when (e is IOException or UnauthorizedAccessException or ArgumentException or PkiFormatException)
        {
            // The mistake was told where it was loaded.
        }
    }

    private void FindEnd(DateTimeOffset end, TimeSpan notice, string path, string what) =>
        _found.Require(
            end - now > notice,
            path,
            end <= now ? $"has ended: the {what} at {end:u}" : $"ends soon: the {what} at {end:u}"
        );
}
