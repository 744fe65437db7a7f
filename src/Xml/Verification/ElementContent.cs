// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Xml.Signatures;
using HocBaSo.Signing.Xml.Syntax;

namespace HocBaSo.Signing.Xml.Verification;

/// <summary>Rules on what stands directly inside the elements of a signature. Comments and instructions never do.</summary>
internal static class ElementContent
{
    /// <summary>Child elements and white space alone.</summary>
    /// <exception cref="VerificationFaultException">Something else is there.</exception>
    public static void RequireElementsOnly(XmlTree tree, int element)
    {
        var end = tree.Elements[element].EndEvent;
        for (var i = tree.Elements[element].StartEvent + 1; i < end; i++)
        {
            var step = tree.Events[i];
            if (step.Kind == XmlEventKind.StartElement)
            {
                i = tree.Elements[step.Element].EndEvent;
            }
            else if (
                step.Kind != XmlEventKind.Text
                || tree.Bytes.Slice(step.Start, step.Length).ContainsAnyExcept(" \t\r\n"u8)
            )
            {
                throw Misplaced(tree, element, step.Kind);
            }
        }
    }

    /// <summary>Text alone; returns it.</summary>
    /// <exception cref="VerificationFaultException">Something else is there, or it is too long.</exception>
    public static string RequireText(XmlTree tree, int element, int maxLength)
    {
        RequireTextOnly(tree, element, maxLength);
        return tree.Text(element);
    }

    /// <summary>Text alone, of at most that many octets as written.</summary>
    /// <exception cref="VerificationFaultException">Something else is there, or it is too long.</exception>
    public static void RequireTextOnly(XmlTree tree, int element, int maxLength)
    {
        ref var record = ref tree.Elements[element];
        if (record.ContentEnd - record.ContentStart > maxLength)
        {
            throw VerificationFaultException.Format($"The content of {tree.LocalName(element)} is too long.");
        }
        for (var i = record.StartEvent + 1; i < record.EndEvent; i++)
        {
            if (tree.Events[i].Kind is not (XmlEventKind.Text or XmlEventKind.CData))
            {
                throw Misplaced(tree, element, tree.Events[i].Kind);
            }
        }
    }

    /// <summary>Nothing but white space.</summary>
    /// <exception cref="VerificationFaultException">Something is there.</exception>
    public static void RequireEmpty(XmlTree tree, int element)
    {
        RequireElementsOnly(tree, element);
        if (tree.FirstChild(element) >= 0)
        {
            throw VerificationFaultException.Format($"There is an element inside of {tree.LocalName(element)}.");
        }
    }

    /// <summary>
    /// No comment or instruction anywhere in the subtree, except in the content of a ds:Object that is the caller's data: what of
    /// an Object the verifier itself reads (properties, manifests) has none either.
    /// </summary>
    /// <exception cref="VerificationFaultException">There is one.</exception>
    public static void RequireNoComments(XmlTree tree, int signature)
    {
        var end = tree.HasCommentsOrInstructions ? tree.Elements[signature].EndEvent : 0;
        for (var i = tree.Elements[signature].StartEvent; i < end; i++)
        {
            ref var step = ref tree.Events[i];
            if (
                step.Kind is XmlEventKind.Comment or XmlEventKind.ProcessingInstruction
                && !IsCallersData(tree, step.Element, signature)
            )
            {
                throw Misplaced(tree, step.Element, step.Kind);
            }
        }
    }

    private static bool IsCallersData(XmlTree tree, int element, int signature)
    {
        var isData = false;
        for (var at = element; at != signature; at = tree.Parent(at))
        {
            if (IsRead(tree, at))
            {
                return false;
            }
            isData = tree.Is(at, XmlNames.DsigUtf8, "Object"u8);
        }
        return isData;
    }

    private static bool IsRead(XmlTree tree, int element) =>
        tree.Is(element, XmlNames.XadesUtf8, "QualifyingProperties"u8)
        || tree.Is(element, XmlNames.DsigUtf8, "SignatureProperties"u8)
        || tree.Is(element, XmlNames.DsigUtf8, "Manifest"u8);

    private static VerificationFaultException Misplaced(XmlTree tree, int element, XmlEventKind kind) =>
        VerificationFaultException.Format(
            kind switch
            {
                XmlEventKind.Comment => $"There is a comment inside of {tree.LocalName(element)}.",
                XmlEventKind.ProcessingInstruction =>
                    $"There is a processing instruction inside of {tree.LocalName(element)}.",
                XmlEventKind.StartElement => $"There is an element inside of {tree.LocalName(element)}.",
                _ => $"There is text inside of {tree.LocalName(element)}.",
            }
        );
}
