// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli;

/// <summary>How a PDF stands to the XML that it carries, in the words of a language.</summary>
internal sealed class PairWording(ReportWording wording)
{
    private readonly ReportTexts _texts = wording.Texts;

    /// <summary>One line for each XML in the PDF; none for a file that is no half of a pair.</summary>
    public IEnumerable<string> Of(VerifiedFile verified)
    {
        var file = VisibleText.Of(verified.File);
        return verified.Pair switch
        {
            null => [],
            { Reason: { } reason } => [ReportWording.Fill(_texts.AttachmentsUnreadable, file, wording.Told(reason))],
            { } pair => pair.Attachments.Select(attachment => Line(file, attachment)),
        };
    }

    private string Line(string file, AttachedTranscript attachment)
    {
        var name = VisibleText.Of(attachment.Name);
        if (PairReport.IsBroken(attachment.Report))
        {
            return ReportWording.Fill(_texts.PairBroken, file, name, wording.Sentence(attachment.Report));
        }
        var other = VisibleText.Of(attachment.File ?? "");
        return attachment switch
        {
            { IsSame: true } => ReportWording.Fill(_texts.PairSame, file, name, other),
            { File: not null } => ReportWording.Fill(_texts.PairDiffers, file, name, other),
            _ => ReportWording.Fill(_texts.PairAlone, file, name, wording.Sentence(attachment.Report)),
        };
    }
}
