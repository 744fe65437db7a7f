// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;
using System.Security.Cryptography;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pkcs11.Tests;

/// <summary>The second opinion on signatures: Debian's openssl.</summary>
internal static class OpenSsl
{
    public static bool Verify(AsymmetricAlgorithm key, SignatureAlgorithm algorithm, byte[] digest, byte[] signature)
    {
        var folder = Directory.CreateTempSubdirectory("hbs-openssl-").FullName;
        try
        {
            string File(string name) => Path.Combine(folder, name);
            System.IO.File.WriteAllText(File("key"), key.ExportSubjectPublicKeyInfoPem());
            System.IO.File.WriteAllBytes(File("digest"), digest);
            var value =
                algorithm.Scheme == SignatureScheme.Ecdsa ? EcdsaSigValue.FromConcatenation(signature) : signature;
            System.IO.File.WriteAllBytes(File("signature"), value);
            string[] scheme = algorithm.Scheme switch
            {
                SignatureScheme.RsaPss => ["-pkeyopt", "rsa_padding_mode:pss", "-pkeyopt", "rsa_pss_saltlen:digest"],
                SignatureScheme.RsaPkcs1 => ["-pkeyopt", "rsa_padding_mode:pkcs1"],
                _ => [],
            };
            string[] arguments =
            [
                .. (string[])["pkeyutl", "-verify", "-pubin", "-inkey", File("key"), "-in", File("digest")],
                .. (string[])
                    ["-sigfile", File("signature"), "-pkeyopt", "digest:" + algorithm.Digest.Name!.ToLowerInvariant()],
                .. scheme,
            ];
            return Run("openssl", arguments).ExitCode == 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public static (int ExitCode, string Output) Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Children get the managed copy of the environment, which setenv does not reach.
        start.Environment["SOFTHSM2_CONF"] = SoftHsmEnvironment.ConfigurationFile;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }
}
