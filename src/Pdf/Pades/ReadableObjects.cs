// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Syntax;
using HocBaSo.Signing.Pdf.Verification;

namespace HocBaSo.Signing.Pdf.Pades;

/// <summary>
/// Requires that every object can be read, used or not: the verifier compares them all as soon as anything stands behind a
/// signature, and repairs nothing, so that a document with one bad entry could be signed once and never sealed. Object
/// streams are not unpacked for that: it would cost more than the signature.
/// </summary>
internal static class ReadableObjects
{
    // Together with its octets, about what the verifier pays to find who refers to it.
    private const int CostOfObject = 100;

    /// <summary>Reads every object of a file once.</summary>
    /// <exception cref="SigningException">
    /// <see cref="SigningErrorKind.MalformedDocument"/>, with the offset: an entry does not lead to its object, or two lead to
    /// different ones. <see cref="SigningErrorKind.DocumentTooLarge"/>: there are more than can be compared.
    /// </exception>
    public static void Require(PdfFile file)
    {
        var budget = WorkBudget.OfSigning();
        var history = new RevisionHistory(file, budget);
        try
        {
            history.RequireOnePlace();
            for (var section = 0; section < file.Sections.Count; section++)
            {
                Read(file.Newest, history.EntriesOf(section, long.MaxValue), budget);
            }
        }
        catch (VerificationFaultException fault)
        {
            throw PdfFault.Malformed(file.Sections[0].Offset, fault.Message);
        }
    }

    private static void Read(PdfObjects objects, IEnumerable<(int Number, XrefEntry Entry)> entries, WorkBudget budget)
    {
        foreach (var (number, entry) in entries)
        {
            budget.ChargeLookup(objects);
            // An older entry is nobody's any more.
            if (number > 0 && entry.Kind == XrefEntryKind.InUse && objects.Lookup(number) == entry)
            {
                budget.ChargeLookup(objects);
                budget.Charge(CostOfObject + (2L * objects.Get(number).Value.Raw.Length));
            }
        }
    }
}
