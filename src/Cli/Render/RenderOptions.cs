// SPDX-License-Identifier: Apache-2.0
using System.CommandLine;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Images;
using HocBaSo.Signing.Pdf.Writing;
using HocBaSo.Signing.Transcripts;

namespace HocBaSo.Signing.Cli;

/// <summary>The options of <c>hbs render</c> that say what is drawn.</summary>
internal sealed class RenderOptions
{
    private const string Rendition = "rendition";
    private const string Extract = "extract";
    private const string Conversion = "conversion";
    private const string PdfA3b = "pdfa-3b";
    private const string PdfA1b = "pdfa-1b";

    private readonly Option<string> _copy = new Option<string>("--copy")
    {
        Description = "Bản thể hiện, bản trích sao or bản chuyển đổi.",
        DefaultValueFactory = static _ => Rendition,
    }.AcceptOnlyFromAmong(Rendition, Extract, Conversion);

    private readonly Option<string[]> _pages = CommonOptions.Repeatable(
        "--pages",
        "extract: keys of pages, or KEY:2025-2026.",
        "KEY"
    );
    private readonly Option<string[]> _subjects = CommonOptions.Repeatable(
        "--subjects",
        "extract: codes of subjects.",
        "CODE"
    );

    private readonly Option<string> _conformance = new Option<string>("--conformance")
    {
        Description = "pdfa-1b has no attachment and no transparency.",
        DefaultValueFactory = static _ => PdfA3b,
    }.AcceptOnlyFromAmong(PdfA3b, PdfA1b);

    private readonly Option<string?> _fonts = Text("--form-fonts", "A folder with Times New Roman.", "DIR");
    private readonly Option<string[]> _images = CommonOptions.Repeatable(
        "--image",
        "A signature or the seal: CBQL=sign.png.",
        "ROLE=FILE"
    );
    private readonly Option<bool> _withoutFields = new("--without-signature-fields")
    {
        Description = "No places for PDF signatures.",
    };
    private readonly Option<string?> _system = Text("--system", "conversion: the system that holds the data.", "NAME");
    private readonly Option<string?> _owner = Text("--owner", "conversion: who owns that system.", "NAME");
    private readonly Option<string?> _url = Text(
        "--lookup-url",
        "conversion: where the QR code leads; {code} is the look-up code.",
        "URL"
    );
    private readonly Option<string?> _convertedBy = Text("--converted-by", "conversion: who converts.", "NAME");

    /// <summary>Adds the options to the verb.</summary>
    public RenderOptions(Command command)
    {
        Option[] all =
        [
            _copy,
            _pages,
            _subjects,
            _conformance,
            _fonts,
            _images,
            _withoutFields,
            _system,
            _owner,
            _url,
            _convertedBy,
        ];
        foreach (var option in all)
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The renderer, with the fonts that were named or those of the system.</summary>
    /// <exception cref="CommandException">There are none, or they can't be used.</exception>
    public TranscriptRenderer Renderer(ParseResult parsed)
    {
        try
        {
            return new TranscriptRenderer(FontLibrary.Load(parsed.GetValue(_fonts)));
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new CommandException(e.Message, ExitCode.Fault);
        }
    }

    /// <summary>What is asked for, without the years.</summary>
    /// <exception cref="CommandException">Options that don't go together, or an image that can't be used.</exception>
    public RenditionRequest Draft(ParseResult parsed, DateTimeOffset now) =>
        new()
        {
            Years = [],
            Copy = CopyOf(parsed, now),
            Conformance = parsed.GetValue(_conformance) == PdfA1b ? PdfConformance.PdfA1b : PdfConformance.PdfA3b,
            Pictures = Pictures(parsed.GetValue(_images) ?? []),
            ReservesSignatureFields = !parsed.GetValue(_withoutFields),
        };

    private RenditionCopy CopyOf(ParseResult parsed, DateTimeOffset now)
    {
        var copy = parsed.GetValue(_copy);
        var pages = Split(parsed.GetValue(_pages));
        var subjects = Split(parsed.GetValue(_subjects));
        var marks = new[] { _system, _owner, _convertedBy };
        if (copy != Extract && pages.Count + subjects.Count > 0)
        {
            throw new CommandException("--pages and --subjects are for --copy extract");
        }
        if (copy != Conversion && marks.Append(_url).Any(option => parsed.GetValue(option) is not null))
        {
            throw new CommandException("--system, --owner, --lookup-url and --converted-by are for --copy conversion");
        }
        return copy switch
        {
            Extract when pages.Count + subjects.Count == 0 => throw new CommandException(
                "--copy extract needs --pages or --subjects"
            ),
            Extract => new ExtractCopy { Pages = pages, Subjects = subjects },
            Conversion => new ConversionCopy
            {
                System = Required(parsed, _system),
                Owner = Required(parsed, _owner),
                LookupUrl = parsed.GetValue(_url),
                ConvertedBy = Required(parsed, _convertedBy),
                ConvertedAt = now,
            },
            _ => RenditionCopy.Whole,
        };
    }

    private static string Required(ParseResult parsed, Option<string?> option) =>
        parsed.GetValue(option) is { Length: > 0 } value
            ? value
            : throw new CommandException($"--copy conversion needs {option.Name}");

    private static SignaturePictures Pictures(IReadOnlyList<string> images)
    {
        var pictures = new Dictionary<RoleClaim, RasterImage>();
        foreach (var image in images)
        {
            var parts = image.Split('=', 2);
            if (parts.Length != 2 || !RoleClaim.TryParse(parts[0], out var claim))
            {
                throw new CommandException($"--image {image}: not ROLE=FILE, such as CBQL=sign.png");
            }
            pictures[claim] = Picture(parts[1]);
        }
        return new SignaturePictures(pictures);
    }

    private static RasterImage Picture(string file)
    {
        try
        {
            return RasterImage.Read(NamedFile.Bytes("--image", file));
        }
        catch (SigningException e)
        {
            throw new CommandException($"{file}: {e.Message}");
        }
    }

    private static List<string> Split(string[]? values) =>
        [
            .. (values ?? []).SelectMany(static value =>
                value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            ),
        ];

    private static Option<string?> Text(string name, string description, string helpName) =>
        new(name) { Description = description, HelpName = helpName };
}
