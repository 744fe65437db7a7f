// SPDX-License-Identifier: Apache-2.0
using System.CommandLine;

namespace HocBaSo.Signing.Cli;

/// <summary><c>hbs admin</c>: identities, their keys in the HSM and their certificates, on a server.</summary>
internal static class AdminCommand
{
    /// <summary>The verb with its verbs.</summary>
    public static Command Create(Terminal terminal)
    {
        var admin = new Command("admin", "Administers identities, keys and certificates on a server.");
        var options = new AdminOptions(admin, terminal);
        foreach (
            var verb in ReadVerbs
                .Create(options)
                .Concat(IdentityVerbs.Create(options))
                .Concat(KeyVerbs.Create(options))
                .Concat(VersionVerbs.Create(options))
                .Concat(PendingVerbs.Create(options))
        )
        {
            admin.Add(verb);
        }
        return admin;
    }
}
