// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Cli;

/// <summary>Where the revisions of a file were written, or why not, in the words of a language.</summary>
internal sealed class RevisionWording(ReportWording wording)
{
    private readonly ReportTexts _texts = wording.Texts;

    /// <summary>One line a signature, or one that says that there is none; no line when nobody asked for revisions.</summary>
    public IEnumerable<string> Of(VerifiedFile verified)
    {
        var file = VisibleText.Of(verified.File);
        return verified switch
        {
            { Revisions: null } => [],
            { Report.Format: DocumentFormat.Xml } => [ReportWording.Fill(_texts.XmlHasNoRevisions, file)],
            { Revisions: [] } => [ReportWording.Fill(_texts.NoSignedRevision, file)],
            { Revisions: { } revisions } => revisions.Select((r, index) => Line(file, r, index + 1, revisions.Count)),
        };
    }

    private string Line(string file, SignedRevision revision, int number, int count)
    {
        var field = VisibleText.Of(revision.Signature);
        var what = ReportWording.Fill(_texts.SignedRevision, file, number, count, field);
        return revision.File is { } target
            ? $"{what}: {VisibleText.Of(target)}"
            : $"{what}: {ReportWording.Fill(_texts.RevisionNotWritten, wording.Told(revision.Reason!))}";
    }
}
