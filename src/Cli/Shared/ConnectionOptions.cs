// SPDX-License-Identifier: Apache-2.0
using System.CommandLine;
using System.Security.Cryptography;
using HocBaSo.Signing.Client;

namespace HocBaSo.Signing.Cli;

/// <summary>
/// <c>--server --cert --key --ca</c>: how a verb reaches a server, and who it is there. What is not given comes from the environment:
/// <c>HBS_CERT</c>, <c>HBS_KEY</c>, <c>HBS_CA</c>.
/// </summary>
internal sealed class ConnectionOptions
{
    private readonly Option<Uri> _server;
    private readonly Option<string> _certificate = File(
        "--cert",
        "https: our certificate, then its issuers, PEM. Default: HBS_CERT."
    );
    private readonly Option<string> _key;
    private readonly Option<string> _authorities = File(
        "--ca",
        "https: the roots of the server, PEM. Default: HBS_CA; else the machine's."
    );

    /// <summary>The options of a verb.</summary>
    /// <param name="requireServer">False: the server of this machine when none is named.</param>
    /// <param name="keyName">What names the key, where a verb calls something else so.</param>
    public ConnectionOptions(bool requireServer, string keyName = "--key")
    {
        _server = CommonOptions.Server(requireServer);
        _key = File(keyName, "https: its key, PEM, without password. Default: HBS_KEY; else in the same file.");
    }

    /// <summary><c>--server</c>.</summary>
    public Option<Uri> Server => _server;

    /// <summary>Who we are there, and whom we trust: <c>--cert --key --ca</c>.</summary>
    public IReadOnlyList<Option> Credentials => [_certificate, _key, _authorities];

    /// <summary>Adds them to the verb.</summary>
    /// <param name="command">The verb.</param>
    /// <param name="recursive">To its verbs as well.</param>
    public void AddTo(Command command, bool recursive = false)
    {
        foreach (var option in Credentials.Prepend(_server))
        {
            option.Recursive = recursive;
            command.Add(option);
        }
    }

    /// <summary>What was given.</summary>
    /// <exception cref="CommandException">A file can't be used, or the options don't go together.</exception>
    public ServerConnection Read(ParseResult parsed)
    {
        var server = parsed.GetValue(_server)!;
        if (server.Scheme != Uri.UriSchemeHttps)
        {
            foreach (var option in new[] { _certificate, _key, _authorities })
            {
                Require(parsed.GetValue(option) is null, $"{option.Name} is for https addresses");
            }
            return new ServerConnection(server, null);
        }
        var certificate = parsed.GetValue(_certificate) ?? Variable("HBS_CERT");
        Require(certificate is not null || parsed.GetValue(_key) is null, $"{_key.Name} is nothing without --cert");
        // A key of the environment is the key of the certificate there.
        var key = parsed.GetValue(_key) ?? (parsed.GetValue(_certificate) is null ? Variable("HBS_KEY") : null);
        return new ServerConnection(server, Tls(certificate, key, parsed.GetValue(_authorities) ?? Variable("HBS_CA")));
    }

    private static ClientTls Tls(string? certificate, string? key, string? authorities)
    {
        try
        {
            return ClientTls.FromPemFiles(certificate, key, authorities);
        }
        catch (Exception e)
            when (e is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"the certificates for https can't be used: {e.Message}");
        }
    }

    private static void Require(bool holds, string message)
    {
        if (!holds)
        {
            throw new CommandException(message, ExitCode.Usage);
        }
    }

    private static Option<string> File(string name, string description) =>
        new(name) { Description = description, HelpName = "FILE" };

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
