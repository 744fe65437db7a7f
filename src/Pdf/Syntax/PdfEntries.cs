// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Syntax;

/// <summary>Walks the entries of a dictionary.</summary>
internal ref struct PdfEntries
{
    private readonly PdfLimits _limits;
    private PdfLexer _lexer;

    public PdfEntries(PdfBuffer buffer, int position, PdfLimits limits)
    {
        _lexer = new PdfLexer(buffer, position);
        _limits = limits;
    }

    public PdfEntry Current { get; private set; }

    public readonly PdfEntries GetEnumerator() => this;

    public bool MoveNext()
    {
        var token = _lexer.Next();
        if (token.Kind == PdfTokenKind.DictionaryEnd)
        {
            return false;
        }
        PdfFault.Require(
            token.Kind == PdfTokenKind.Name,
            _lexer.OffsetOf(token.Start),
            "A key of a dictionary is no name."
        );
        var key = new PdfValue(PdfKind.Name, _lexer.Buffer, token.Start, token.End, _limits);
        Current = new PdfEntry(key, PdfParser.ReadValue(ref _lexer, _limits));
        return true;
    }
}
