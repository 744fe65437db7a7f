// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Cli;
using HocBaSo.Signing.Pkcs11;

namespace HocBaSo.Signing.Benchmarks.Peers;

/// <summary>
/// Puts certificates beside the keys in the token: SunPKCS11 shows no key without one. Ours come from files, so only the peers need it.
/// </summary>
internal static class TokenCertificateFiles
{
    private const string PinVariable = "HBS_PEERS_PIN";
    private const string IssuerId = "ff"; // no key's

    /// <summary>Imports the signers' and their issuer's.</summary>
    /// <exception cref="CommandException">pkcs11-tool fails.</exception>
    public static void Import(PeerSite site)
    {
        using var keys = TokenKeys.Open(site.Options.Tokens[0]);
        var listed = keys.List();
        foreach (var key in PeerCase.Keys)
        {
            var chain = PemCertificates.Read([site.Folder.CertificateOf(key)]);
            Import(site, chain[0], key, listed.Single(k => k.Label == key).Uri.IdHex!);
            if (key == PeerCase.P256)
            {
                Import(site, chain[1], "issuer", IssuerId);
            }
        }
    }

    private static void Import(PeerSite site, X509Certificate2 certificate, string label, string id)
    {
        var file = Path.Combine(site.Folder.Root, $"{label}.der");
        File.WriteAllBytes(file, certificate.RawDataMemory.Span);
        string[] module = ["--module", site.Options.Tokens[0].ModulePath, "--login", "--pin", $"env:{PinVariable}"];
        string[] what = ["--write-object", file, "--type", "cert", "--id", id, "--label", label];
        var start = new ProcessStartInfo("pkcs11-tool", [.. module, .. what])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["SOFTHSM2_CONF"] = site.Folder.SoftHsmConfiguration,
                [PinVariable] = File.ReadAllText(site.Folder.PinFile),
            },
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new CommandException($"pkcs11-tool: {error.GetAwaiter().GetResult()}", ExitCode.Fault);
        }
    }
}
