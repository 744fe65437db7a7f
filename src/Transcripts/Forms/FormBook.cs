// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>What the pages are drawn from: all years of a pupil, checked.</summary>
internal sealed class FormBook
{
    public FormBook(RenditionRequest request, TranscriptForm form, TimeSpan zone)
    {
        (Years, Copy, Pictures, Form, Zone) = (request.Years, request.Copy, request.Pictures, form, zone);
        IsDraft = Years.Any(static year => year.State != SealState.Complete);
        // A draft is nothing to be sealed: it would look like a record to whoever sees the seal only.
        ReservesFields = request.ReservesSignatureFields && Copy is not ConversionCopy && !IsDraft;
    }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<SignedTranscript> Years { get; }

    public RenditionCopy Copy { get; }

    public SignaturePictures Pictures { get; }

    public TranscriptForm Form { get; }

    /// <summary>Of the times on the page.</summary>
    public TimeSpan Zone { get; }

    /// <summary>True when the last confirmation has empty signature fields.</summary>
    public bool ReservesFields { get; }

    public bool IsDraft { get; }

    /// <summary>What stands at the head of each page of a copy; null for the whole form.</summary>
    public string? Mark =>
        Copy switch
        {
            ExtractCopy => FormWords.Extract,
            ConversionCopy => FormWords.Conversion,
            _ => null,
        };

    /// <summary>True when the confirmation that closes this year has the signature fields: in an extract they stand at its end.</summary>
    public bool ReservesFieldsIn(SignedTranscript year) =>
        ReservesFields && Copy is not ExtractCopy && ReferenceEquals(year, NewestYear);

    /// <summary>What the pages of the whole book show.</summary>
    public SignedTranscript NewestYear => Years[^1];

    public Transcript Newest => NewestYear.Transcript;

    /// <summary>The look-up code of a year; of the newest for pages of the whole book.</summary>
    public string LookupCodeOf(string? schoolYear)
    {
        foreach (var year in Years)
        {
            if (year.Transcript.Header.SchoolYear == schoolYear)
            {
                return year.Transcript.Header.LookupCode;
            }
        }
        return Newest.Header.LookupCode;
    }

    /// <summary>The subjects of a year that this copy lists.</summary>
    public IEnumerable<SubjectResult> SubjectsOf(Transcript transcript) =>
        Copy is ExtractCopy { Subjects: { Count: > 0 } chosen }
            ? transcript.Subjects.Where(subject => chosen.Contains(subject.Code, StringComparer.Ordinal))
            : transcript.Subjects;
}
