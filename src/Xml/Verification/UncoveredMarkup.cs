// SPDX-License-Identifier: Apache-2.0
using System.Text.RegularExpressions;
using HocBaSo.Signing.Xml.Signatures;
using HocBaSo.Signing.Xml.Syntax;

namespace HocBaSo.Signing.Xml.Verification;

/// <summary>
/// What no signature can cover, and what a sealed record therefore can't have: comments (no canonicalization in use keeps them),
/// namespace declarations that nothing uses (exclusive canonicalization drops them), and freedom in the XML declaration.
/// Processing instructions are placed by no profile.
/// </summary>
internal static partial class UncoveredMarkup
{
    // Room for "xsi" and for what binding tools count up, such as "ns2"; not for words.
    private const int LongestUnusedPrefix = 8;

    // schema tools write these on every root, used or not; each has but one spelling, and the prefix is short
    private static readonly string[] s_harmless =
    [
        "http://www.w3.org/2001/XMLSchema-instance",
        "http://www.w3.org/2001/XMLSchema",
        XmlNames.Dsig,
        XmlNames.Xades,
        XmlNames.Xades141,
    ];

    /// <summary>The first of them, in a sentence; null when there is none.</summary>
    public static string? Find(XmlTree tree) => Declaration(tree) ?? Instruction(tree) ?? UnusedNamespace(tree);

    private static string? Declaration(XmlTree tree)
    {
        var bytes = tree.Bytes.StartsWith("\uFEFF"u8) ? tree.Bytes[3..] : tree.Bytes;
        // any white space begins a declaration, for the parser too; "<?xml-stylesheet" is an instruction
        if (!bytes.StartsWith("<?xml"u8) || !XmlChars.IsSpace(bytes[5]))
        {
            return null;
        }
        var end = bytes.IndexOf("?>"u8);
        if (bytes.StartsWith("""<?xml version="1.0" encoding="UTF-8"?>"""u8))
        {
            return null;
        }
        var text = System.Text.Encoding.UTF8.GetString(bytes[..(end + 2)]);
        return KnownDeclaration().IsMatch(text) ? null : "The XML declaration has another form than the usual ones.";
    }

    private static string? Instruction(XmlTree tree)
    {
        if (!tree.HasCommentsOrInstructions)
        {
            return null;
        }
        foreach (var step in tree.Events.Span)
        {
            switch (step.Kind)
            {
                case XmlEventKind.Comment:
                    return $"There is a comment, which no signature can cover: {tree.Position(step.Start)}.";
                case XmlEventKind.ProcessingInstruction:
                    return $"There is a processing instruction: {tree.Position(step.Start)}.";
            }
        }
        return null;
    }

    private static string? UnusedNamespace(XmlTree tree)
    {
        var left = tree.Declarations.Count;
        for (var element = 0; left > 0 && element < tree.Count; element++)
        {
            foreach (var declared in tree.DeclarationsOf(element))
            {
                left--;
                if (
                    declared.Namespace != NameTable.Empty
                    && !IsUsed(tree, element, declared)
                    && (
                        Array.IndexOf(s_harmless, tree.Names.Text(declared.Namespace)) < 0
                        || !IsShort(tree.Names[declared.Prefix])
                    )
                )
                {
                    return $"{tree.ElementPath(element)} declares a namespace that nothing uses.";
                }
            }
        }
        return null;
    }

    private static bool IsShort(ReadOnlySpan<byte> prefix)
    {
        foreach (var octet in prefix)
        {
            if (!char.IsAsciiLetterOrDigit((char)octet))
            {
                return false;
            }
        }
        return prefix.Length <= LongestUnusedPrefix;
    }

    /// <summary>Looks no further than the first use, which is nearly always the element itself.</summary>
    private static bool IsUsed(XmlTree tree, int element, NamespaceBinding declared)
    {
        for (var at = element; at < tree.SubtreeEnd(element); at++)
        {
            ref var record = ref tree.Elements[at];
            if (record.Prefix == declared.Prefix && record.Namespace == declared.Namespace)
            {
                return true;
            }
            for (var i = 0; i < record.AttributeCount; i++)
            {
                ref var attribute = ref tree.Attributes[record.FirstAttribute + i];
                if (
                    attribute.Prefix == declared.Prefix
                    && attribute.Prefix != NameTable.Empty
                    && attribute.Namespace == declared.Namespace
                )
                {
                    return true;
                }
            }
        }
        return false;
    }

    [GeneratedRegex(
        """^<\?xml version=("1\.0"|'1\.0')( encoding=("UTF-8"|'UTF-8'|"utf-8"|'utf-8'))?( standalone=("(yes|no)"|'(yes|no)'))?\s*\?>$""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex KnownDeclaration();
}
