// SPDX-License-Identifier: Apache-2.0
using System.Text;

namespace HocBaSo.Signing.Xml.Tests.Verification;

/// <summary>Random markup with everything that canonicalization has to deal with; the root is a <c>Data</c> element.</summary>
/// <param name="random">What it is made of.</param>
/// <param name="isPlain">True to leave out carriage returns, character references and the xml namespace.</param>
internal sealed class MarkupGenerator(Random random, bool isPlain)
{
    private static readonly string[] s_texts =
    [
        "7",
        "Điểm 7,5 ệ ",
        "a&amp;b &lt; c &gt; d > e \"q\" 'q'",
        "\r\n",
        " \t ",
        "&#13;&#10;&#x9;",
        "𝒳𝒴 😀 \u00A0\u0085\u2028",
        "e\u0302\u0323 ệ",
        "<![CDATA[<x>&amp; ]] > \r\n]]>",
        "<!-- c -- >".Replace("-- >", "-->", StringComparison.Ordinal),
        "<?pi data  with ?>",
        "",
    ];

    private static readonly string[] s_attributes =
    [
        " z=\"1\"",
        " b='\"&lt;&amp;'",
        " c=\" a\tb\r\nc&#9;&#10;&#13; \"",
        " xml:lang=\"en\"",
        " xml:space='default'",
        " d=\"𝒳 ệ\"",
    ];

    private static readonly string[] s_declarations =
    [
        "",
        "",
        " xmlns=\"\"",
        " xmlns=\"urn:default\"",
        " xmlns=\"urn:other\"",
        " xmlns:a=\"urn:a\"",
        " xmlns:a=\"urn:aa\"",
        " xmlns:b=\"urn:b\" b:q='1'",
    ];

    private readonly string[] _texts = Choose(s_texts, isPlain);
    private readonly string[] _attributes = Choose(s_attributes, isPlain);

    public bool IsPlain => isPlain;

    /// <summary>An element of random depth, with that Id.</summary>
    public string Element(int depth, string id)
    {
        var text = new StringBuilder($"<Data Id=\"{id}\">7");
        Content(text, depth);
        return text.Append("</Data>").ToString();
    }

    private void Content(StringBuilder text, int depth)
    {
        for (var i = random.Next(1, 5); i > 0; i--)
        {
            text.Append(_texts[random.Next(_texts.Length)]);
            if (depth > 0)
            {
                Child(text, depth - 1);
            }
        }
    }

    private static string[] Choose(string[] all, bool isPlain) =>
        [
            .. all.Where(t =>
                !isPlain
                || !t.Contains('\r', StringComparison.Ordinal)
                    && !t.Contains("&#", StringComparison.Ordinal)
                    && !t.Contains("xml:", StringComparison.Ordinal)
            ),
        ];

    private void Child(StringBuilder text, int depth)
    {
        var name = random.Next(3) == 0 ? "a:e" : "e" + random.Next(3);
        text.Append('<').Append(name).Append(s_declarations[random.Next(s_declarations.Length)]);
        foreach (var attribute in _attributes)
        {
            text.Append(random.Next(3) == 0 ? attribute : "");
        }
        text.Append(random.Next(4) == 0 ? " a:y=\"2\" y=\"1\"" : "");
        if (random.Next(5) == 0)
        {
            text.Append("/>");
            return;
        }
        text.Append('>');
        Content(text, depth);
        text.Append("</").Append(name).Append('>');
    }
}
