// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Cli;

/// <summary>The PDFs of <c>hbs demo --pdf</c>. One that is none fails on its own; the others go on.</summary>
internal static class DemoPdfs
{
    private const string Extension = ".pdf";

    /// <summary>Who signs a PDF: each signature covers all earlier bytes, so a rendition carries few.</summary>
    public static IReadOnlyList<RoleClaim> Roles { get; } =
    [new RoleClaim(SignerRole.Cbql), new RoleClaim(SignerRole.PhatHanh)];

    /// <summary>The files, each to be read when its turn has come.</summary>
    /// <exception cref="CommandException">An output would be an input, or two outputs would bear the same name.</exception>
    public static IReadOnlyList<BatchFile> Check(IReadOnlyList<string> files, string folder) =>
        [.. SignInputs.Check(files, folder).Select(RequirePdf)];

    private static BatchFile RequirePdf(BatchFile file) =>
        file with
        {
            ReadAsync = async cancellation =>
            {
                // The class and the anchors lie in the same folder under other names.
                if (!file.Name.EndsWith(Extension, StringComparison.OrdinalIgnoreCase))
                {
                    throw new InvalidDataException($"The file's name does not end in {Extension}.");
                }
                var content = await file.ReadAsync(cancellation);
                return FormatSniffer.FormatOf(content.Span) == DocumentFormat.Pdf
                    ? content
                    : throw new InvalidDataException("The file is no PDF.");
            },
        };

    /// <summary>The files, but one that bears the name of a file of the class fails when its turn has come.</summary>
    public static IReadOnlyList<BatchFile> Except(IReadOnlyList<BatchFile> files, IEnumerable<string> taken)
    {
        var names = taken.ToHashSet(StringComparer.Ordinal);
        return
        [
            .. files.Select(file =>
                names.Contains(file.Name)
                    ? file with
                    {
                        ReadAsync = static _ => throw new InvalidDataException("A file of the class bears this name."),
                    }
                    : file
            ),
        ];
    }
}
