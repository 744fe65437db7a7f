// SPDX-License-Identifier: Apache-2.0
using System.Collections.Frozen;
using System.Text;
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Conformance;

/// <summary>Reads the operators of one content stream.</summary>
internal sealed class ContentReader(
    RuleContext rules,
    IReadOnlyDictionary<int, FontFacts> fonts,
    PdfValue resources,
    string place,
    bool isTagged
)
{
    private const int MaxSaved = 28;

    private static readonly FrozenSet<string> s_operators = (
        "b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k l m M MP n q Q "
        + "re RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \""
    )
        .Split(' ')
        .ToFrozenSet(StringComparer.Ordinal);

    private readonly List<PdfValue> _operands = [];
    private FontFacts? _font;
    private int _saved;
    private int _marked;

    public void Read(ReadOnlyMemory<byte> content)
    {
        var buffer = new PdfBuffer(content, 0, isDecoded: true);
        var lexer = new PdfLexer(buffer, 0);
        for (var token = lexer.Next(); token.Kind != PdfTokenKind.End; token = lexer.Next())
        {
            if (token.Kind == PdfTokenKind.Keyword && !lexer.Is(token, "true"u8) && !lexer.Is(token, "false"u8))
            {
                Operator(Encoding.Latin1.GetString(lexer.Text(token)));
                _operands.Clear();
            }
            else
            {
                _operands.Add(PdfParser.ReadValue(ref lexer, token, rules.File.Limits));
            }
        }
        rules.Require(_saved == 0 && _marked == 0, "6.2.2", place, "What is begun in the content is not ended.");
    }

    private void Operator(string name)
    {
        Require(s_operators.Contains(name), "6.2.2", $"There is no operator {name}.");
        switch (name)
        {
            case "q":
                Require(++_saved <= MaxSaved, "6.1.13", "Graphics states are saved more than 28 deep.");
                break;
            case "Q":
                _saved--;
                break;
            case "BMC" or "BDC":
                _marked++;
                break;
            case "EMC":
                _marked--;
                break;
            case "K" or "k" or "sh" or "BI":
                Require(false, "6.2.4.3", $"{name} is used, which we don't write.");
                break;
            case "CS" or "cs":
                Require(false, "6.2.4", "A colour space is set by name.");
                break;
            case "Tf":
                SelectFont();
                break;
            case "Tj" or "'" or "\"" or "TJ":
                Show();
                break;
            case "Do":
                Draw();
                break;
            case "f" or "S" or "B" or "f*":
                RequireMarked();
                break;
        }
    }

    private void SelectFont()
    {
        var font = Resource("Font");
        var isKnown = font.IsReference && fonts.ContainsKey(font.Reference.Number);
        Require(isKnown, "6.2.2", "A font is not in the resources.");
        _font = isKnown ? fonts[font.Reference.Number] : null;
    }

    private void Draw()
    {
        RequireMarked();
        Require(rules.Stream(Resource("XObject")) is not null, "6.2.2", "A picture is not in the resources.");
    }

    private void Show()
    {
        RequireMarked();
        foreach (var text in _operands.SelectMany(o => o.IsArray ? rules.Items(o) : [o]).Where(o => o.IsString))
        {
            var octets = PdfStrings.Octets(text);
            Require(octets.Length % 2 == 0 && octets.Length <= 32_767, "6.1.13", "A shown string has a wrong length.");
            for (var i = 0; i + 1 < octets.Length; i += 2)
            {
                CheckCode((octets[i] << 8) | octets[i + 1]);
            }
        }
    }

    private void CheckCode(int code)
    {
        Require(code != 0, "6.2.11.8", "The glyph of missing characters is shown.");
        Require(_font is not null && code < _font.WidthCount, "6.2.11.4.1", $"The font has no glyph for code {code}.");
        Require(_font?.Mapped.Contains(code) == true, "6.2.11.7.2", $"Code {code} has no text.");
    }

    private PdfValue Resource(string kind)
    {
        var names = rules.Find(resources, Encoding.ASCII.GetBytes(kind));
        var name = _operands.Find(operand => operand.Kind == PdfKind.Name);
        return names.IsDictionary && name.Kind == PdfKind.Name
            ? names.Find(Encoding.Latin1.GetBytes(PdfNames.Decode(name)))
            : default;
    }

    private void RequireMarked() =>
        Require(!isTagged || _marked > 0, "ISO 32000-1 §14.8.2.2", "Content is neither tagged nor an artifact.");

    private void Require(bool holds, string clause, string text) => rules.Require(holds, clause, place, text);
}
