// SPDX-License-Identifier: Apache-2.0
using System.Text;

namespace HocBaSo.Signing.Xml.Tests.Canonicalization;

/// <summary>Well-formed documents by chance, from a seed: everything that the canonical form writes differently from the input.</summary>
internal sealed class RandomXml(int seed)
{
    private static readonly string[] s_prefixes = ["", "", "a", "b", "ab", "z", "é"];
    private static readonly string[] s_names = ["e", "Điểm", "x-1", "_y", "z.z", "𐐀q"];

    // no ampersand in them: libxml2 writes it unescaped
    private static readonly string[] s_uris = ["u:1", "u:2", "http://h/?a=1;b='2'", "urn:x", "u:&#x31;"];
    private static readonly string[] s_characters =
    [
        "a",
        "B",
        " ",
        "  ",
        "\t",
        "\n",
        "\r",
        "\r\n",
        "&#9;",
        "&#10;",
        "&#xD;",
        "&#xd;&#xA;",
        "&amp;",
        "&lt;",
        "&gt;",
        "&quot;",
        "&apos;",
        "ế",
        "©",
        "𝄞",
        "&#x1D11E;",
        "&#0000000065;",
        "'",
        "]]",
        "text of some length",
    ];

    private readonly Random _random = new(seed);
    private readonly StringBuilder _xml = new();
    private int _left;

    public string Next()
    {
        _xml.Clear();
        _left = _random.Next(2, 40);
        _xml.Append(
            Pick("", "", "<?xml version=\"1.0\"?>", "<?xml version='1.0' encoding='utf-8' standalone='yes' ?>\r\n")
        );
        Misc();
        Element(0, new Dictionary<string, bool> { [""] = true });
        Misc();
        return _xml.ToString();
    }

    private void Misc()
    {
        while (Chance(40))
        {
            Node();
            _xml.Append(Pick("", "\n", "\r\n ", "\t"));
        }
    }

    private void Element(int depth, Dictionary<string, bool> declared)
    {
        _left--;
        var declarations = Declarations(depth == 0, declared);
        var name = Qualify(declared, Pick(s_names), isAttribute: false);
        var attributes = Attributes(declared);
        _xml.Append('<').Append(name);
        foreach (var part in declarations.Concat(attributes).OrderBy(_ => _random.Next()))
        {
            _xml.Append(Pick(" ", " ", "\n", "\r\n\t ")).Append(part);
        }
        _xml.Append(Pick("", "", " ", "\n"));
        if (Chance(25))
        {
            _xml.Append("/>");
            return;
        }
        _xml.Append('>');
        while (_left > 0 && depth < 12 && Chance(75))
        {
            Content(depth, declared);
        }
        _xml.Append("</").Append(name).Append(Pick("", " ", "\r\n")).Append('>');
    }

    private void Content(int depth, Dictionary<string, bool> declared)
    {
        switch (_random.Next(7))
        {
            case 0 or 1 or 2:
                Element(depth + 1, new Dictionary<string, bool>(declared));
                break;
            case 3:
                Node();
                break;
            case 4:
                _xml.Append("<![CDATA[").Append(Pick("", "<a> && ]] \r\n \"", "]]", "&amp;\r")).Append("]]>");
                break;
            default:
                _xml.Append(Characters('<')).Append(Pick("", ">", "x>\"'"));
                break;
        }
    }

    private void Node() =>
        _xml.Append(
            Pick(
                "<!---->",
                "<!-- a - b & < \r\n > ế -->",
                "<?p?>",
                "<?p ?>",
                "<?xmlish  \t a=\"&lt;\" \r b ?>",
                "<?đích\n??>"
            )
        );

    private List<string> Declarations(bool isRoot, Dictionary<string, bool> declared)
    {
        var list = new List<string>();
        foreach (var prefix in s_prefixes.Distinct())
        {
            if (!Chance(isRoot ? 60 : 15))
            {
                continue;
            }
            var uri = prefix.Length == 0 && Chance(40) ? "" : Pick(s_uris);
            declared[prefix] = true;
            list.Add(prefix.Length == 0 ? $"xmlns{Quote(uri)}" : $"xmlns:{prefix}{Quote(uri)}");
        }
        return list;
    }

    private List<string> Attributes(Dictionary<string, bool> declared)
    {
        // one prefix per local name: two prefixes may be bound to the same name
        var names = s_names.OrderBy(_ => _random.Next()).Take(_random.Next(4)).Select(n => Qualify(declared, n, true));
        var list = names.Select(name => name + Quote(Characters('"'))).ToList();
        foreach (var name in new[] { "xml:lang", "xml:base", "xml:other" })
        {
            if (Chance(8))
            {
                list.Add(name + Quote(Pick("vi", "a/b", "../c", "http://h/c/d")));
            }
        }
        if (Chance(8))
        {
            list.Add("xml:space" + Quote(Pick("default", "preserve")));
        }
        return list;
    }

    private string Characters(char unlike)
    {
        var text = new StringBuilder();
        while (Chance(60))
        {
            text.Append(Pick(s_characters));
        }
        return text.Replace(unlike == '"' ? "\u0000" : "]]", "").ToString();
    }

    private string Quote(string value)
    {
        var quote = value.Contains('\'') ? '"' : Pick("'", "\"")[0];
        return Pick("=", "=", " = ", "\n=") + quote + value + quote;
    }

    private string Qualify(Dictionary<string, bool> declared, string local, bool isAttribute)
    {
        var prefix = Pick(s_prefixes);
        return prefix.Length == 0 || !declared.ContainsKey(prefix) || (isAttribute && Chance(50))
            ? local
            : $"{prefix}:{local}";
    }

    private bool Chance(int percent) => _random.Next(100) < percent;

    private string Pick(params string[] choices) => choices[_random.Next(choices.Length)];
}
