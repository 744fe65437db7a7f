// SPDX-License-Identifier: Apache-2.0
using System.CommandLine;

namespace HocBaSo.Signing.Cli;

/// <summary><c>--config</c>: what <c>serve</c> runs with is what <c>config check</c> looks at.</summary>
internal static class ConfigurationOption
{
    private const string Default = "certs-dev/signing-server.json";

    /// <summary>The option.</summary>
    public static Option<string> Create() =>
        new("--config")
        {
            Description = "The configuration file.",
            HelpName = "FILE",
            DefaultValueFactory = static _ => Default,
        };
}
