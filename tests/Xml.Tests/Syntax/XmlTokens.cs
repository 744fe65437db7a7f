// SPDX-License-Identifier: Apache-2.0
using System.Text;

namespace HocBaSo.Signing.Xml.Tests.Syntax;

/// <summary>What a mutated XML document is likely to trip over.</summary>
internal static class XmlTokens
{
    public static IReadOnlyList<byte[]> All { get; } =
        new[]
        {
            "<",
            ">",
            "/>",
            "</",
            "<!--",
            "-->",
            "--",
            "<![CDATA[",
            "]]>",
            "<?",
            "?>",
            "<?xml version='1.0'?>",
            "<!DOCTYPE a>",
            "&",
            ";",
            "&amp;",
            "&#x41;",
            "&#0;",
            "&#xD;",
            "&b;",
            "'",
            "\"",
            "=",
            " ",
            "\r\n",
            "\t",
            ":",
            "xmlns",
            "xmlns:a='u'",
            " xmlns=''",
            "xml:",
            " xml:id='a'",
            " Id='a'",
            "a:b",
            "<a/>",
            "<a>",
            "</a>",
            "<a:b/>",
            "\0",
            "\u0001",
            "\uFEFF",
            "\uFFFF",
            "ế",
            "𝄞",
        }
            .Select(Encoding.UTF8.GetBytes)
            .ToArray();
}
