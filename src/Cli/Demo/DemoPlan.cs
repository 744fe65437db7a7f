// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Transcripts;

namespace HocBaSo.Signing.Cli;

/// <summary>What a demo was asked for.</summary>
/// <param name="Level">The school level.</param>
/// <param name="Students">How many pupils.</param>
/// <param name="Folder">Where sealed files go.</param>
/// <param name="OwnsFolder">True when the folder is the demo's default one, so that leftovers of an earlier class may go.</param>
/// <param name="Development">Token, PKI and configuration.</param>
internal sealed record DemoPlan(
    SchoolLevel Level,
    int Students,
    string Folder,
    bool OwnsFolder,
    DevelopmentFolder Development
)
{
    /// <summary>PDFs that were given, to be signed besides the class.</summary>
    public IReadOnlyList<BatchFile> Pdfs { get; init; } = [];

    /// <summary>How many files are to be sealed: XML and PDF of each pupil, and the PDFs that were given.</summary>
    public int Documents => (2 * Students) + Pdfs.Count;

    /// <summary>A picture of the pages of one pupil.</summary>
    public string ContactSheet => Path.Combine(Folder, "contact-sheet.png");

    /// <summary>The anchors beside the sealed files: all that <c>hbs verify</c> needs.</summary>
    public string TrustAnchors => Path.Combine(Folder, "trust-anchors.pem");
}
