// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Cli;

/// <summary>
/// The folder of <c>--revisions</c>: for each signature of a PDF the file as it was when that signature was made, so that a
/// person sees what was signed. Safe for concurrent use on files of different names.
/// </summary>
internal sealed class RevisionFolder(string folder)
{
    // Sentences of the JSON contract; the report for people tells them in its own language.
    internal const string NameIsTaken = "A file of that name is there already and holds something else.";
    internal const string NotStated = "The byte range of the signature is not that of a revision.";

    private const int MaxFieldName = 64;
    private const string NoName = "unnamed";

    /// <summary>Makes the folder when it is missing; names are read to the end, for each gives its name to files.</summary>
    /// <exception cref="CommandException">Two files bear the same name, so that their revisions would as well.</exception>
    public static (RevisionFolder Folder, IReadOnlyList<string> Files) Open(string folder, IEnumerable<string> files)
    {
        var names = files.ToList();
        if (names.GroupBy(Path.GetFileName).FirstOrDefault(static g => g.Count() > 1) is { } twice)
        {
            throw new CommandException($"{twice.Key}: two files bear this name, so their revisions would as well");
        }
        Directory.CreateDirectory(folder);
        return (new RevisionFolder(folder), names);
    }

    /// <summary>Writes the revisions of one file: none when it is no PDF or has no signature.</summary>
    /// <param name="file">The file's path.</param>
    /// <param name="document">The octets that were verified.</param>
    /// <param name="report">The verdict on them.</param>
    /// <exception cref="IOException">The folder can't be written.</exception>
    public IReadOnlyList<SignedRevision> Write(string file, ReadOnlyMemory<byte> document, VerificationReport report) =>
        report.Format == DocumentFormat.Pdf
            ? [.. report.Signatures.Select((s, index) => Write($"{Path.GetFileName(file)}.{index + 1}", document, s))]
            : [];

    private SignedRevision Write(string start, ReadOnlyMemory<byte> document, SignatureReport signature)
    {
        if (signature.SignedRevisionLength is not { } length)
        {
            return new SignedRevision(signature.Id, null, signature.Reason ?? NotStated);
        }
        var target = Path.Combine(folder, $"{start}-{SafeName(signature.Id)}.pdf");
        var revision = document.Span[..(int)length];
        return AtomicFile.TryWriteNew(target, revision) || Holds(target, revision)
            ? new SignedRevision(signature.Id, target, null)
            : new SignedRevision(signature.Id, null, NameIsTaken);
    }

    // A second run finds what the first one wrote. Nothing else is ever replaced: it may be an input, or of another document.
    private static bool Holds(string file, ReadOnlySpan<byte> content) =>
        File.Exists(file) && File.ReadAllBytes(file).AsSpan().SequenceEqual(content);

    /// <summary>
    /// A field's name comes from the file and may hold anything: what is no ASCII letter, digit, '-' or '_' becomes '_'. It holds
    /// no dot, so that no two signatures of different files share a name.
    /// </summary>
    internal static string SafeName(string field) =>
        field.Length == 0
            ? NoName
            : string.Concat(
                field.Take(MaxFieldName).Select(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_')
            );
}
