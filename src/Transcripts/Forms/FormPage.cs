// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>One page of a form, as the ministry prints it. To change a form, change its page.</summary>
internal abstract class FormPage
{
    /// <summary>The page's name in requests and answers.</summary>
    public abstract string Key { get; }

    /// <summary>What the page is called, in Vietnamese.</summary>
    public abstract string Title { get; }

    /// <summary>True when each year has one.</summary>
    public virtual bool IsYearly => false;

    /// <summary>True when it lists subjects: an extract of subjects has these pages.</summary>
    public virtual bool ListsSubjects => false;

    /// <summary>False leaves a yearly page out: of an extract of subjects, where the year has none of them.</summary>
    public virtual bool IsNeededFor(FormBook book, SignedTranscript year) =>
        !ListsSubjects
        || book.Copy is not ExtractCopy { Subjects.Count: > 0 }
        || book.SubjectsOf(year.Transcript).Any();

    /// <summary>Draws the page; it has begun already.</summary>
    /// <param name="pen">Where to draw.</param>
    /// <param name="book">The pupil's years.</param>
    /// <param name="year">The year of the page; the newest for pages of the whole book.</param>
    public abstract void Draw(FormPen pen, FormBook book, SignedTranscript year);
}
