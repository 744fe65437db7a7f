// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pkcs11;

namespace HocBaSo.Signing.Cli;

/// <summary>The SoftHSM token of development.</summary>
internal static class DevelopmentToken
{
    /// <summary>The token's label.</summary>
    public const string Label = "hbs-dev";

    // Debian and Ubuntu, Fedora and RHEL, self-built, Homebrew.
    private static readonly string[] ModulePlaces =
    [
        "/usr/lib/softhsm/libsofthsm2.so",
        "/usr/lib64/pkcs11/libsofthsm2.so",
        "/usr/lib/pkcs11/libsofthsm2.so",
        "/usr/local/lib/softhsm/libsofthsm2.so",
        "/opt/homebrew/lib/softhsm/libsofthsm2.so",
    ];

    /// <summary>The token, initialised when it was not.</summary>
    /// <exception cref="CommandException">SoftHSM is not installed.</exception>
    /// <exception cref="Pkcs11Exception">The module refuses.</exception>
    public static TokenOptions Prepare(DevelopmentFolder folder)
    {
        folder.Create();
        var options = new TokenOptions
        {
            ModulePath = FindModule(),
            Label = Label,
            PinFile = folder.PinFile,
            ModuleEnvironment = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["SOFTHSM2_CONF"] = folder.SoftHsmConfiguration,
            },
        };
        if (!TokenSetup.Exists(options))
        {
            TokenSetup.Initialize(options, File.ReadAllBytes(folder.SecurityOfficerPinFile));
        }
        return options;
    }

    private static string FindModule() =>
        Array.Find(ModulePlaces, File.Exists)
        ?? throw new CommandException(
            "SoftHSM is missing: install it (Debian, Ubuntu: apt-get install softhsm2)",
            ExitCode.Fault
        );
}
