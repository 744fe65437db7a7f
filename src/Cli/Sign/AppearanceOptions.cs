// SPDX-License-Identifier: Apache-2.0
using System.CommandLine;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Cli;

/// <summary>The options of <c>hbs sign</c> that make signatures visible, and what they say of the steps.</summary>
internal sealed class AppearanceOptions
{
    private readonly Option<string[]> _visible = Many(
        "--visible",
        "ROLE:PAGE:LEFT,BOTTOM,WIDTH,HEIGHT",
        "Shows the signature in a rectangle of a page (points, from the bottom left)."
    );

    private readonly Option<string[]> _fields = Many(
        "--field",
        "ROLE=NAME",
        "Shows the signature in an existing signature field."
    );

    private readonly Option<string[]> _signerImages = Many(
        "--signer-image",
        "ROLE=FILE",
        "The signer's image, PNG or JPEG."
    );

    private readonly Option<string> _sealImage = new("--seal-image")
    {
        Description = "The seal's image, PNG or JPEG, for PHAT_HANH.",
        HelpName = "FILE",
    };

    private readonly Option<string[]> _texts = Many(
        "--text",
        "ROLE=LINE",
        "A line of text instead of the usual ones; an empty one for no text at all."
    );

    private readonly Option<string> _sealPlace = new("--seal-place")
    {
        Description = "Keeps the place of a seal that comes later, for CBQL.",
        HelpName = "PAGE:LEFT,BOTTOM,WIDTH,HEIGHT",
    };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_visible, _fields, _signerImages, _sealImage, _texts, _sealPlace])
        {
            command.Add(option);
        }
    }

    /// <summary>The steps with what was said of them.</summary>
    /// <exception cref="CommandException">A text is none, a role is not signed, or a file can't be read.</exception>
    public IReadOnlyList<SigningStep> Apply(ParseResult parsed, IReadOnlyList<SigningStep> steps)
    {
        var looks = new StepLooks(steps);
        Each(
            parsed,
            _visible,
            text =>
                looks.Change(
                    _visible.Name,
                    AppearanceSyntax.Visible(_visible.Name, text),
                    static (l, p) => l with { Place = p }
                )
        );
        Each(
            parsed,
            _fields,
            text =>
                looks.Change(
                    _fields.Name,
                    AppearanceSyntax.OfRole(_fields.Name, text),
                    static (l, name) => l with { FieldName = name }
                )
        );
        Each(
            parsed,
            _signerImages,
            text =>
                looks.Change(
                    _signerImages.Name,
                    Image(_signerImages.Name, AppearanceSyntax.OfRole(_signerImages.Name, text)),
                    static (l, image) => l with { SignerImage = image }
                )
        );
        Each(parsed, _texts, text => looks.Change(_texts.Name, AppearanceSyntax.OfRole(_texts.Name, text), WithLine));
        var seal = new RoleClaim(SignerRole.PhatHanh);
        if (parsed.GetValue(_sealImage) is { } file)
        {
            looks.Change(
                _sealImage.Name,
                Image(_sealImage.Name, (seal, file)),
                static (l, image) => l with { SealImage = image }
            );
        }
        var made = looks.Steps;
        return parsed.GetValue(_sealPlace) is { } place ? WithSealPlace(made, place) : made;
    }

    private IReadOnlyList<SigningStep> WithSealPlace(IReadOnlyList<SigningStep> steps, string text)
    {
        var place = AppearanceSyntax.Place(_sealPlace.Name, text);
        return steps.Any(static s => s.Claim.Role == SignerRole.Cbql)
            ? [.. steps.Select(s => s.Claim.Role == SignerRole.Cbql ? s with { SealPlace = place } : s)]
            : throw new CommandException($"{_sealPlace.Name} {text}: no --step is CBQL");
    }

    private static VisibleSignature WithLine(VisibleSignature look, string line) =>
        look with
        {
            Lines = line.Length == 0 ? look.Lines ?? [] : [.. look.Lines ?? [], line],
        };

    private static (RoleClaim Claim, ReadOnlyMemory<byte> Image) Image(
        string option,
        (RoleClaim Claim, string File) named
    )
    {
        try
        {
            var length = new FileInfo(named.File).Length;
            return length <= VisibleSignature.MaxImageBytes
                ? (named.Claim, File.ReadAllBytes(named.File))
                : throw new CommandException(
                    $"{option} {named.File}: an image has at most {VisibleSignature.MaxImageBytes} bytes"
                );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CommandException($"{option} {named.File}: {e.Message}");
        }
    }

    private static void Each(ParseResult parsed, Option<string[]> option, Action<string> take)
    {
        foreach (var text in parsed.GetValue(option) ?? [])
        {
            take(text);
        }
    }

    private static Option<string[]> Many(string name, string syntax, string description) =>
        new(name) { Description = description, HelpName = syntax };
}
