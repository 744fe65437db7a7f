// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Verification;

/// <summary>
/// Requires that everything behind the signed revision is an object that a cross-reference names, a cross-reference, or says
/// where one is, and that inside these nothing reads like another: a reader that rebuilds the cross-reference by itself
/// would find what else stands there.
/// </summary>
/// <param name="parts">The document.</param>
/// <param name="signedEnd">Where the oldest signed revision ends.</param>
internal sealed class NamedOctets(DocumentParts parts, long signedEnd)
{
    // A section may be an object as well, and an object be named by several sections.
    private readonly HashSet<(long Start, long End)> _places = [];
    private readonly StructureWords _words = new(parts.Document, signedEnd, parts.Budget);

    /// <summary>Adds an object; one that is not in the file itself, or that was signed, has no place there.</summary>
    public void Add(PdfIndirect found)
    {
        if (found.Offset >= signedEnd && found.EndOffset > found.Offset)
        {
            _places.Add((found.Offset, found.EndOffset));
            _words.AllowObject(found.Offset, found.EndOffset, found.IsStream);
        }
    }

    /// <summary>Looks at what is between the objects and the sections, then for words of structure in all of it.</summary>
    /// <exception cref="VerificationFaultException">FORMAT_FAILURE: something is there that nobody names.</exception>
    public void Require()
    {
        foreach (var section in parts.File.Sections)
        {
            Add(section);
        }
        var reached = signedEnd;
        parts.Budget.Charge(_places.Count * 16L);
        foreach (var (start, end) in _places.Order())
        {
            if (start < reached)
            {
                throw VerificationFaultException.Format(
                    $"What stands at offset {start}, behind the signed revision, is inside of something else."
                );
            }
            RequireEmpty(reached, start);
            reached = end;
        }
        RequireEmpty(reached, parts.Document.Length);
        _words.Require();
    }

    private void Add(XrefSection section)
    {
        if (section.Hidden is { } hidden)
        {
            Add(hidden);
        }
        if (section.Offset < signedEnd)
        {
            return;
        }
        _places.Add((section.Offset, section.EndOffset));
        if (section.IsStream)
        {
            _words.AllowObject(section.Offset, section.EndOffset, isStream: true);
        }
        else
        {
            _words.AllowTrailer(section.Trailer.Offset);
        }
    }

    private void RequireEmpty(long start, long end)
    {
        parts.Budget.Charge(end - start);
        if (start == end)
        {
            return;
        }
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
            _words.AllowStartXref(at);
            FileEnd.ReadStartXref(ref lexer);
        }
    }
}
