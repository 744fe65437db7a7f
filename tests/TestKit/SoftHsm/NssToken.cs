// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;
using HocBaSo.Signing.Pkcs11;

namespace HocBaSo.Signing.TestKit;

/// <summary>The one NSS softokn database of a test process: a second make of token, with parameters of its own kind.</summary>
public static class NssToken
{
    public const string ModulePath = "/usr/lib/x86_64-linux-gnu/libsoftokn3.so";
    private const string Label = "NSS Certificate DB";
    private static readonly Lazy<TokenOptions> LazyOptions = new(Create);

    public static TokenOptions Options => LazyOptions.Value;

    private static TokenOptions Create()
    {
        var folder = Directory.CreateTempSubdirectory("hbs-nss-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var pinFile = Path.Combine(folder, "pin");
        SoftHsmToken.WritePin(pinFile, SoftHsmToken.NewPin());
        using var certutil = Process.Start("certutil", ["-N", "-d", "sql:" + folder, "-f", pinFile]);
        certutil.WaitForExit();
        if (certutil.ExitCode != 0)
        {
            throw new InvalidOperationException("certutil -N failed");
        }

        return new TokenOptions
        {
            Sessions = 1,
            ModulePath = ModulePath,
            Label = Label,
            PinFile = pinFile,
            InitializationParameters = $"configdir='sql:{folder}' certPrefix='' keyPrefix='' secmod='secmod.db' flags=",
        };
    }
}
