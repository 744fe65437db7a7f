// SPDX-License-Identifier: Apache-2.0
using System.CommandLine;

namespace HocBaSo.Signing.Cli;

/// <summary><c>hbs config</c>: looks at configurations, offline.</summary>
internal static class ConfigCommand
{
    /// <summary>The verb with its own verb.</summary>
    public static Command Create(Terminal terminal) =>
        new("config", "Looks at the configuration of a server.") { ConfigCheckCommand.Create(terminal) };
}
