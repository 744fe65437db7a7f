// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Cli;

namespace HocBaSo.Signing.Benchmarks.Peers;

/// <summary>What is signed, with which key.</summary>
/// <param name="Kind">A transcript or a PDF.</param>
/// <param name="Key">The identity, which is the label of its key in the token too: <see cref="P256"/> or <see cref="Rsa2048"/>.</param>
internal sealed record PeerCase(LoadDocumentKind Kind, string Key)
{
    /// <summary>ECDSA on P-256 with SHA-256.</summary>
    public const string P256 = "p256";

    /// <summary>RSASSA-PSS of 2,048 bits with SHA-256.</summary>
    public const string Rsa2048 = "rsa2048";

    /// <summary>The keys.</summary>
    public static IReadOnlyList<string> Keys { get; } = [P256, Rsa2048];

    /// <summary>All there are.</summary>
    public static IReadOnlyList<PeerCase> All { get; } =
    [
        .. Keys.SelectMany(static key =>
            new PeerCase[] { new(LoadDocumentKind.Xml, key), new(LoadDocumentKind.Pdf, key) }
        ),
    ];

    /// <summary>True for a transcript.</summary>
    public bool IsXml => Kind == LoadDocumentKind.Xml;

    /// <summary>As file names and the other process call it.</summary>
    public string KindName => IsXml ? "xml" : "pdf";

    /// <inheritdoc />
    public override string ToString() => $"{KindName} {Key}";
}
