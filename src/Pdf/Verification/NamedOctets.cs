// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Verification;

/// <summary>
/// Requires that everything behind the signed revision is an object that a cross-reference names, a cross-reference, or says
/// where one is. A reader that rebuilds the cross-reference by itself would find what else stands there.
/// </summary>
/// <param name="parts">The document.</param>
/// <param name="signedEnd">Where the oldest signed revision ends.</param>
internal sealed class NamedOctets(DocumentParts parts, long signedEnd)
{
    private readonly List<(long Start, long End)> _places = [];

    /// <summary>Adds the place of an object.</summary>
    public void Add(long start, long end)
    {
        if (start >= signedEnd && end > start)
        {
            _places.Add((start, end));
        }
    }

    /// <summary>Looks at what is between the objects and the sections.</summary>
    /// <exception cref="VerificationFaultException">FORMAT_FAILURE: something is there that nobody names.</exception>
    public void Require()
    {
        foreach (var section in parts.File.Sections)
        {
            Add(section.Offset, section.EndOffset);
            Add(section.Hidden?.Offset ?? 0, section.Hidden?.EndOffset ?? 0);
        }
        var reached = signedEnd;
        parts.Budget.Charge(_places.Count * 16L);
        foreach (var (start, end) in _places.Order())
        {
            if (start > reached)
            {
                RequireEmpty(reached, start);
            }
            reached = Math.Max(reached, end);
        }
        RequireEmpty(reached, parts.Document.Length);
    }

    private void RequireEmpty(long start, long end)
    {
        parts.Budget.Charge(end - start);
        var lexer = new PdfLexer(new PdfBuffer(parts.Document[..(int)end], 0), (int)start);
        while (true)
        {
            lexer.SkipWhiteSpaceAndComments();
            if (lexer.Position >= end)
            {
                return;
            }
            var at = lexer.Position;
            if (!lexer.Buffer.Span[at..].StartsWith("startxref"u8))
            {
                throw VerificationFaultException.Format(
                    $"What stands at offset {at}, behind the signed revision, belongs to no object that a cross-reference names."
                );
            }
            lexer.Expect("startxref"u8, "The file does not tell where its cross-reference is.");
            lexer.ExpectInteger(long.MaxValue, "The offset of the cross-reference is malformed.");
        }
    }
}
