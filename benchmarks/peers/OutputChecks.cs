// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Cli;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Benchmarks.Peers;

/// <summary>
/// Looks at one document of each contestant with our verifier and with tools that are not ours, so that nobody is measured doing nothing.
/// </summary>
internal sealed class OutputChecks(PeerSite site, JavaPeers java)
{
    /// <summary>Signs one and verifies it.</summary>
    /// <returns>Who accepted it.</returns>
    /// <exception cref="CommandException">Somebody did not.</exception>
    public async Task<IReadOnlyList<string>> CheckAsync(
        IContestant contestant,
        PeerCase peerCase,
        CancellationToken cancellationToken
    )
    {
        var signed = await contestant.SignOneAsync(peerCase, cancellationToken);
        var file = FileOf(peerCase);
        await File.WriteAllBytesAsync(file, signed, cancellationToken);
        var verdicts = new List<(string Who, bool Accepts)> { ("hbs", AcceptsOurs(peerCase, signed)) };
        if (peerCase.IsXml)
        {
            verdicts.Add(("Santuario", await java.VerifyXmlAsync(file, cancellationToken)));
        }
        verdicts.AddRange(Tools(peerCase).Select(tool => (tool.Program, Accepts(tool))));
        return verdicts.Find(static v => !v.Accepts) is { Who: { } refuses }
            ? throw new CommandException(
                $"{refuses} refuses {peerCase} of {contestant.NameFor(peerCase)}",
                ExitCode.Failed
            )
            : [.. verdicts.Select(static v => v.Who)];
    }

    /// <summary>The tools that can verify what was checked last: one process for each document.</summary>
    public IReadOnlyList<VerifyingTool> Tools(PeerCase peerCase) =>
        (peerCase.IsXml, peerCase.Key) switch
        {
            (false, _) => [new VerifyingTool("pdfsig", ["-nocert", FileOf(peerCase)], "Signature is Valid.")],
            (true, PeerCase.P256) => [new VerifyingTool("xmlsec1", XmlSec1(FileOf(peerCase)), "")],
            // xmlsec1 1.2 knows no RSASSA-PSS.
            _ => [],
        };

    /// <summary>Whether a tool accepts the document.</summary>
    public static bool Accepts(VerifyingTool tool)
    {
        var (exitCode, output, _) = OutsideTool.Run(tool.Program, [.. tool.Arguments]);
        return exitCode == 0 && output.Contains(tool.Says, StringComparison.Ordinal);
    }

    private bool AcceptsOurs(PeerCase peerCase, byte[] signed)
    {
        var anchors = new TrustAnchors(PemCertificates.Read([site.Folder.TrustAnchors]), []);
        var verifier = peerCase.IsXml ? Verifiers.Xml() : Verifiers.Pdf();
        var report = verifier.Verify(signed, new VerificationContext(anchors, TimeProvider.System.GetUtcNow()));
        return report.Indication == Indication.TotalPassed && report.Signatures.Count == 1;
    }

    private string[] XmlSec1(string file) =>
        [
            "--verify",
            "--enabled-key-data",
            "x509",
            "--trusted-pem",
            site.Folder.TrustAnchors,
            .. new[] { "ThongTinHocBa", "KetQuaMonHoc", "SignedProperties" }.SelectMany(static n =>
                new[] { "--id-attr:Id", n }
            ),
            file,
        ];

    private string FileOf(PeerCase peerCase) => Path.Combine(site.OutputFolder, $"{peerCase.Key}.{peerCase.KindName}");
}
