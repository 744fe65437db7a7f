// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pkcs11;

namespace HocBaSo.Signing.TestKit;

/// <summary>The one SoftHSM configuration of a test process: a temporary folder, deleted when the process ends.</summary>
public static class SoftHsmEnvironment
{
    public const string ModulePath = "/usr/lib/softhsm/libsofthsm2.so";

    private static readonly Lazy<string> LazyFolder = new(Create);

    public static string Folder => LazyFolder.Value;

    /// <summary>The value of SOFTHSM2_CONF, for child processes; this process has it set natively.</summary>
    public static string ConfigurationFile => Path.Combine(Folder, "softhsm2.conf");

    private static string Create()
    {
        var folder = Directory.CreateTempSubdirectory("hbs-softhsm-").FullName;
        var tokens = Directory.CreateDirectory(Path.Combine(folder, "tokens"));
        var configuration = Path.Combine(folder, "softhsm2.conf");
        File.WriteAllText(
            configuration,
            $"directories.tokendir = {tokens.FullName}\nobjectstore.backend = file\nlog.level = ERROR\nslots.removable = false\n"
        );
        NativeEnvironment.Set("SOFTHSM2_CONF", configuration);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    }
}
