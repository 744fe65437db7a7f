// SPDX-License-Identifier: Apache-2.0
using FsCheck;
using FsCheck.Fluent;

namespace HocBaSo.Signing.Pdf.Tests.Signing;

/// <summary>A small valid PDF made by chance: what a counterexample shows.</summary>
internal sealed record GeneratedPdf
{
    private const int FirstPage = 10;
    private const int Spare = 2;
    private const int Pages = 3;
    private const int Form = 4;
    private const int TextField = 5;
    private const int EmptySignature = 6;
    private const int Parent = 7;
    private const int Annotations = 8;

    /// <summary>All kinds, each about as often.</summary>
    public static Gen<GeneratedPdf> Any { get; } =
        from style in Gen.Elements(Enum.GetValues<PdfStyle>())
        from isCompressed in Gen.Elements(true, false)
        from pages in Gen.Choose(1, 5)
        from depth in Gen.Choose(0, 3)
        from form in Gen.Elements("none", "empty", "direct", "indirect", "nested")
        from annotations in Gen.Elements("none", "direct", "indirect")
        from revisions in Gen.Elements("", "p", "pp", "f", "pfp").Select(static r => r.ToCharArray())
        from trailer in Gen.Elements("", "/ID [<00112233> (x\\)y)]", "/Info 2 0 R /Custom [1 2 << /A /B >>]")
        from end in Gen.Elements("\n", "", "\r\n", " \n\n")
        select new GeneratedPdf
        {
            Style = style,
            IsCompressed = isCompressed,
            PageCount = pages,
            Depth = depth,
            FormKind = form,
            AnnotationKind = annotations,
            Revisions = new string(revisions),
            Trailer = trailer,
            End = end,
        };

    public required PdfStyle Style { get; init; }

    public required bool IsCompressed { get; init; }

    public required int PageCount { get; init; }

    /// <summary>How many nodes stand between the root of the page tree and the pages.</summary>
    public required int Depth { get; init; }

    /// <summary>none, empty, direct in the catalog, indirect, or with a field below a field.</summary>
    public required string FormKind { get; init; }

    public required string AnnotationKind { get; init; }

    /// <summary>What each further revision does: 'p' changes a page, 'f' frees an object that nobody uses.</summary>
    public required string Revisions { get; init; }

    public required string Trailer { get; init; }

    public required string End { get; init; }

    private bool HasFields => FormKind is "direct" or "indirect" or "nested";

    /// <summary>The file.</summary>
    public byte[] Build()
    {
        var composer = new PdfComposer(Style, IsCompressed, Trailer);
        composer.Add(Objects());
        foreach (var (index, revision) in Revisions.Index())
        {
            var number = revision == 'p' ? FirstPage : NodeOf(Depth) + 1;
            var body = revision == 'p' ? Page(0, $"/Rotate {90 * (index + 1)}") : null;
            composer.Add(new Dictionary<int, string?> { [number] = body });
        }
        return composer.ToArray(End);
    }

    private Dictionary<int, string?> Objects()
    {
        var objects = new Dictionary<int, string?>
        {
            [1] = $"<< /Type /Catalog /Pages {Pages} 0 R {FormEntry()} >>",
            [Spare] = "<< /Title (Hoc ba) >>",
        };
        for (var i = 0; i < PageCount; i++)
        {
            objects[FirstPage + i] = Page(i, "");
        }
        AddPageTree(objects);
        AddForm(objects);
        objects[Annotations] = HasFields ? $"[{TextField} 0 R {EmptySignature} 0 R]" : "[]";
        objects[9] = PdfComposer.StreamOf("", "0 0 m 9 9 l S");
        // What a revision may free is a stream: qpdf 11 complains of a free entry for what was in an object stream.
        objects[NodeOf(Depth) + 1] = PdfComposer.StreamOf("", "spare");
        // Numbers that are left out would be free; some object is in every place.
        for (var number = 1; number <= NodeOf(Depth) + 1; number++)
        {
            objects.TryAdd(number, $"({number})");
        }
        return objects;
    }

    private void AddPageTree(Dictionary<int, string?> objects)
    {
        var kids = string.Join(' ', Enumerable.Range(FirstPage, PageCount).Select(static n => $"{n} 0 R"));
        for (var level = Depth; level >= 0; level--)
        {
            var number = level == 0 ? Pages : NodeOf(level);
            var above = level == 0 ? "" : $"/Parent {(level == 1 ? Pages : NodeOf(level - 1))} 0 R";
            objects[number] = $"<< /Type /Pages /Kids [{kids}] /Count {PageCount} {above} >>";
            kids = $"{number} 0 R";
        }
    }

    private int NodeOf(int level) => FirstPage + PageCount + level;

    private string Page(int index, string more)
    {
        var above = Depth == 0 ? Pages : NodeOf(Depth);
        var annotations = (AnnotationKind, index) switch
        {
            (_, 0) when HasFields => AnnotationKind == "indirect"
                ? $"/Annots {Annotations} 0 R"
                : $"/Annots [{TextField} 0 R {EmptySignature} 0 R]",
            ("direct", _) => "/Annots []",
            ("indirect", 0) => $"/Annots {Annotations} 0 R",
            _ => "",
        };
        return $"<< /Type /Page /Parent {above} 0 R /MediaBox [0 0 200 200] /Contents 9 0 R /Resources << >> {annotations} {more} >>";
    }

    private string FormEntry() =>
        FormKind switch
        {
            "none" => "",
            "empty" => "/AcroForm << >>",
            "direct" => $"/AcroForm {FormBody()}",
            _ => $"/AcroForm {Form} 0 R",
        };

    private string FormBody() =>
        FormKind == "nested"
            ? $"<< /Fields [{Parent} 0 R] >>"
            : $"<< /Fields [{TextField} 0 R {EmptySignature} 0 R] /DA (/Helv 0 Tf) >>";

    private void AddForm(Dictionary<int, string?> objects)
    {
        if (!HasFields)
        {
            return;
        }
        var above = FormKind == "nested" ? $"/Parent {Parent} 0 R" : "";
        var widget = $"/Type /Annot /Subtype /Widget /P {FirstPage} 0 R /F 4 {above}";
        objects[TextField] = $"<< {widget} /FT /Tx /T (HoTen) /V (Nguyen) /Rect [10 10 90 20] >>";
        // A field that waits for its signature: by the name that the principal's has, unless it is below another.
        objects[EmptySignature] = $"<< {widget} /FT /Sig /T (CBQL) /Rect [0 0 0 0] >>";
        objects[Form] = FormBody();
        objects[Parent] =
            FormKind == "nested" ? $"<< /T (Mau) /Kids [{TextField} 0 R {EmptySignature} 0 R] >>" : "null";
    }
}
