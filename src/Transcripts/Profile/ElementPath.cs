// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Transcripts;

/// <summary>Paths for messages, of bounded length however long a name in a document is.</summary>
internal static class ElementPath
{
    private const int MaxShown = 64;

    public static string Of(ElementView element)
    {
        var own = "/" + Shown(element.LocalName);
        return element.Parent is { } parent ? Of(parent) + own : own;
    }

    public static string Shown(string text) => text.Length <= MaxShown ? text : text[..MaxShown] + "…";
}
