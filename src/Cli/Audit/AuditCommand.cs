// SPDX-License-Identifier: Apache-2.0
using System.CommandLine;

namespace HocBaSo.Signing.Cli;

/// <summary><c>hbs audit</c>: reads and proves journals, offline.</summary>
internal static class AuditCommand
{
    /// <summary>The verb with its own verbs.</summary>
    public static Command Create(Terminal terminal) =>
        new("audit", "Proves, reads and archives the journal of a server, offline.")
        {
            AuditVerifyCommand.Create(terminal),
            AuditTailCommand.Create(terminal),
            AuditSearchCommand.Create(terminal),
            AuditExportCommand.Create(terminal),
            AuditKeysCommand.Create(terminal),
            AuditEvidenceCommand.Create(terminal),
            AuditArchiveCommand.Create(terminal),
        };
}
