// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Images;
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Pades;

/// <summary>Finds the places of visible signatures, and refuses those that cannot be had.</summary>
internal sealed class WidgetPlaces(PdfObjects objects, InteractiveForm form)
{
    private const double Tolerance = 0.01;

    private readonly PageTree _pages = new(objects, form.Catalog);

    /// <summary>The place of a step's appearance.</summary>
    /// <param name="look">The appearance.</param>
    /// <param name="name">The field that the step signs in.</param>
    /// <param name="path">What the appearance is called in the request.</param>
    /// <exception cref="SigningException">
    /// <see cref="SigningErrorKind.InvalidRequest"/>: no such page or field, no rectangle, off the page.
    /// <see cref="SigningErrorKind.DocumentLocked"/>: the place is not where the document allows one.
    /// </exception>
    public WidgetPlace Of(VisibleSignature look, string name, string path)
    {
        if (look.Place is { } place)
        {
            return At(place, name, path + ".place");
        }
        var (field, missing) = look.FieldName is null
            ? (path + ".place", $"The document has no field {name}: say where the signature has to stand.")
            : (path + ".field_name", "The document has no signature field of that name.");
        return form.Find(name) is { } found ? Existing(found, field) : throw Invalid(missing, field);
    }

    /// <summary>A place for a field that is there at that very place, or is to be made.</summary>
    public WidgetPlace At(PagePlace place, string name, string path)
    {
        var (id, page) = _pages.Find(place.Page, path + ".page");
        var geometry = PageGeometry.Read(objects, page);
        var rectangle = new Box(place.Left, place.Bottom, place.Width, place.Height);
        if (!geometry.CropBox.Holds(rectangle, Tolerance))
        {
            throw Invalid(
                $"The rectangle is not within the crop box of page {place.Page}, {Show(geometry.CropBox)}.",
                path
            );
        }
        if (form.Find(name) is { } field)
        {
            return AtSamePlace(field, id, rectangle, path);
        }
        return form.Certification.IsAbsent
            ? new WidgetPlace(id, page, rectangle, geometry.Rotation)
            : throw Locked("The document is certified: it may not get a new visible field.", path);
    }

    private WidgetPlace AtSamePlace(SignatureField field, PdfReference pageId, Box rectangle, string path)
    {
        var locked = $"The document has the field {field.Name} in another place, which cannot be changed any more.";
        WidgetPlace existing;
        try
        {
            existing = Existing(field, path);
        }
        catch (SigningException e) when (e.Kind == SigningErrorKind.InvalidRequest)
        {
            throw Locked(locked, path);
        }
        return existing.PageId == pageId && existing.Rectangle.IsNear(rectangle, Tolerance)
            ? existing
            : throw Locked(locked, path);
    }

    private WidgetPlace Existing(SignatureField field, string path)
    {
        var (id, widget) = WidgetOf(field, path);
        var rectangle = widget.Find("Rect"u8) is { IsAbsent: false } entry
            ? PageGeometry.Rectangle(objects, objects.Resolve(entry))
            : default;
        if (rectangle.Width < PagePlace.MinSide || rectangle.Height < PagePlace.MinSide)
        {
            throw Invalid($"The field {field.Name} has no rectangle that a signature could be seen in.", path);
        }
        if (_pages.PageOf(id, widget) is not { } found)
        {
            throw Invalid($"The field {field.Name} stands on no page.", path);
        }
        var geometry = PageGeometry.Read(objects, found.Page);
        return geometry.CropBox.Holds(rectangle, Tolerance)
            ? new WidgetPlace(found.Id, found.Page, rectangle, geometry.Rotation) { WidgetId = id, Widget = widget }
            : throw Invalid($"The field {field.Name} is not within the crop box of its page.", path);
    }

    // §12.7.4.1: field and widget may be one dictionary, or the widget is the field's only kid.
    private (PdfReference Id, PdfValue Widget) WidgetOf(SignatureField field, string path)
    {
        var kids = objects.Find(field.Dictionary, "Kids"u8);
        if (kids.IsAbsent)
        {
            return (field.Id, field.Dictionary);
        }
        var widgets = new List<PdfReference>();
        foreach (var kid in kids.Items())
        {
            widgets.Add(kid.Reference);
        }
        return widgets is [var only] && objects.Get(only).Value is { IsDictionary: true } widget
            ? (only, widget)
            : throw Invalid($"The field {field.Name} does not have exactly one widget.", path);
    }

    private static string Show(Box box) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"[{box.Left:0.##} {box.Bottom:0.##} {box.Right:0.##} {box.Top:0.##}]"
        );

    private static SigningException Invalid(string message, string field) =>
        new(SigningErrorKind.InvalidRequest, message, field);

    private static SigningException Locked(string message, string field) =>
        new(SigningErrorKind.DocumentLocked, message, field);
}
