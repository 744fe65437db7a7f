// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Syntax;
using HocBaSo.Signing.Pdf.Verification;

namespace HocBaSo.Signing.Pdf.Fields;

/// <summary>The fields that a lock, or the parameters of a FieldMDP transform, speak of (ISO 32000-2 §12.7.5.5, §12.8.2.4).</summary>
internal static class FieldSelection
{
    // A name is taken out of its string to be compared.
    private const int CostOfName = 64;

    /// <summary>True when the field is among them: all, those named, or all but those. What /Action does not say is all.</summary>
    /// <param name="objects">The objects of the revision.</param>
    /// <param name="parameters">The dictionary with /Action and /Fields.</param>
    /// <param name="name">The full name of the field.</param>
    /// <param name="budget">What reading may cost.</param>
    public static bool Covers(PdfObjects objects, PdfValue parameters, string name, WorkBudget budget)
    {
        budget.Charge(2L * parameters.Raw.Length);
        var action = objects.Find(parameters, "Action"u8);
        var fields = objects.Find(parameters, "Fields"u8);
        return action.IsName("Include"u8)
            ? Names(objects, fields, name, budget)
            : !action.IsName("Exclude"u8) || !Names(objects, fields, name, budget);
    }

    // A field that is named stands for those below it as well (§12.7.4.2).
    private static bool Names(PdfObjects objects, PdfValue fields, string name, WorkBudget budget)
    {
        if (fields.IsAbsent)
        {
            return false;
        }
        budget.Charge(fields.Raw.Length);
        foreach (var item in fields.Items())
        {
            budget.Charge(CostOfName);
            var text = PdfStrings.Text(objects.Resolve(item));
            if (name == text || name.StartsWith(text + ".", StringComparison.Ordinal))
            {
                return true;
            }
        }
        return false;
    }
}
