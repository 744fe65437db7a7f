// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Verification;

/// <summary>What fields draw with: fields of text and choice may look otherwise by it, with no word in the fields themselves.</summary>
internal sealed partial class ChangeFinder
{
    private HashSet<string>? _namedLooks;
    private bool _isLookUnknown;

    private bool? _hasStrayWidgets;

    // Fields that readers draw by themselves; signatures have what their signer drew.
    private bool HasDrawnFields => step.FormBefore.Fields.Any(static f => f.IsDrawn) || HasStrayWidgets;

    private bool LacksDefaultAppearance =>
        step.FormBefore.Fields.Any(static f => f.IsDrawn && f.DefaultAppearance.Kind == PdfKind.Missing)
        || HasStrayWidgets;

    // Readers draw the widgets of pages whether the form lists them or not.
    private bool HasStrayWidgets => _hasStrayWidgets ??= FindStrayWidget();

    // §12.7.3: with it readers draw fields by their values, without it by the looks that are there.
    private bool IsStillDrawnAlike(PdfValue before, PdfValue after) =>
        !step.After.Resolve(after).IsTrue && (!step.Before.Resolve(before).IsTrue || !HasDrawnFields);

    // What fields draw with may grow; what was there stays, and so does what a field names and finds nowhere.
    private void CompareResources(PdfValue old, PdfValue now)
    {
        foreach (var (key, before, after) in step.Values.Differences(old, now))
        {
            var (category, other) = (step.Before.Resolve(before), step.After.Resolve(after));
            if (!Grows(before, after, category, other, out var added))
            {
                Add(ChangeKind.Other, "the form", $"/{Shown(key)} of its resources was changed");
            }
            else if (added.Append(key).FirstOrDefault(IsNamedByFields) is { } name)
            {
                Add(ChangeKind.Other, "the form", $"its resources got /{Shown(name)}, which a field draws with");
            }
        }
    }

    private bool Grows(
        PdfValue before,
        PdfValue after,
        PdfValue category,
        PdfValue other,
        out IReadOnlyList<string> added
    )
    {
        added = [];
        if (category.IsAbsent)
        {
            added = other.IsDictionary ? [.. ValueComparison.Entries(other).Keys] : [];
            return true;
        }
        if (
            !category.IsDictionary
            || !other.IsDictionary
            || ValueComparison.IsStream(step.Before, before)
            || ValueComparison.IsStream(step.After, after)
        )
        {
            return false;
        }
        var differences = step.Values.Differences(category, other).ToList();
        added = differences.ConvertAll(static d => d.Key);
        return differences.TrueForAll(static d => d.Old.IsAbsent);
    }

    private bool IsNamedByFields(string name)
    {
        if (_namedLooks is null)
        {
            _isLookUnknown = HasStrayWidgets;
            _namedLooks = new HashSet<string>(StringComparer.Ordinal);
            foreach (var number in step.FormBefore.Numbers)
            {
                if (step.FormBefore.FieldOf(number) is { IsDrawn: true } field)
                {
                    step.Budget.ChargeLookup(step.Before);
                    var own = step.Before.Find(step.Before.Get(number).Value, "DA"u8);
                    TakeNames(own.IsAbsent ? step.Before.Resolve(field.DefaultAppearance) : own);
                }
            }
        }
        return _isLookUnknown || _namedLooks.Contains(name);
    }

    private bool FindStrayWidget()
    {
        for (var number = 1; number < step.Before.ObjectCount; number++)
        {
            step.Budget.ChargeLookup(step.Before);
            var value = step.Before.Get(number).Value;
            if (value.IsDictionary)
            {
                step.Budget.Charge(value.Raw.Length);
                if (
                    (IsWidget(value) && step.FormBefore.FieldOf(number) is null)
                    || HasWidgetInside(step.Before.Find(value, "Annots"u8))
                )
                {
                    return true;
                }
            }
        }
        return false;
    }

    private bool HasWidgetInside(PdfValue annotations)
    {
        if (annotations.IsArray)
        {
            foreach (var item in annotations.Items())
            {
                step.Budget.Charge(8);
                if (item.IsDictionary && IsWidget(item))
                {
                    return true;
                }
            }
        }
        return false;
    }

    private bool IsWidget(PdfValue value) => step.Before.Find(value, "Subtype"u8).IsName("Widget"u8);

    // §12.7.4.3: operators of content, in a string.
    private void TakeNames(PdfValue appearance)
    {
        if (!appearance.IsString)
        {
            _isLookUnknown |= !appearance.IsAbsent;
            return;
        }
        step.Budget.Charge(appearance.Raw.Length);
        var buffer = new PdfBuffer(PdfStrings.Octets(appearance), appearance.Offset, isDecoded: true);
        var lexer = new PdfLexer(buffer, 0);
        try
        {
            for (var token = lexer.Next(); token.Kind != PdfTokenKind.End; token = lexer.Next())
            {
                if (token.Kind == PdfTokenKind.Name)
                {
                    var name = new PdfValue(PdfKind.Name, buffer, token.Start, token.End, step.Before.File.Limits);
                    _namedLooks!.Add(PdfNames.Decode(name));
                }
            }
        }
        catch (SigningException)
        {
            // Some reader makes something of it.
            _isLookUnknown = true;
        }
    }
}
