// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Syntax;

/// <summary>Walks the items of an array.</summary>
internal ref struct PdfItems
{
    private readonly PdfLimits _limits;
    private PdfLexer _lexer;

    public PdfItems(PdfBuffer buffer, int position, PdfLimits limits)
    {
        _lexer = new PdfLexer(buffer, position);
        _limits = limits;
    }

    public PdfValue Current { get; private set; }

    public readonly PdfItems GetEnumerator() => this;

    public bool MoveNext()
    {
        var token = _lexer.Next();
        if (token.Kind == PdfTokenKind.ArrayEnd)
        {
            return false;
        }
        Current = PdfParser.ReadValue(ref _lexer, token, _limits);
        return true;
    }
}
