// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server.Configuration;

/// <summary>Reads the member <c>journal</c>.</summary>
internal static class JournalSettingsReader
{
    public static JournalSettings Read(ConfigurationNode node)
    {
        var fallback = new JournalSettings();
        node.AllowOnly(
            "checkpointRows",
            "checkpointSeconds",
            "checkpointKey",
            "checkpointCertificate",
            "checkpointFolder",
            "warnMegabytes",
            "warnFreeMegabytes"
        );
        return new JournalSettings
        {
            CheckpointRows = node.Number("checkpointRows", fallback.CheckpointRows),
            CheckpointSeconds = node.Number("checkpointSeconds", fallback.CheckpointSeconds),
            CheckpointKey = node.Text("checkpointKey"),
            CheckpointCertificateFile = node.File("checkpointCertificate"),
            CheckpointFolder = node.File("checkpointFolder"),
            WarnMegabytes = node.Number("warnMegabytes", fallback.WarnMegabytes),
            WarnFreeMegabytes = node.Number("warnFreeMegabytes", fallback.WarnFreeMegabytes),
        };
    }
}
