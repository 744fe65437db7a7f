// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Xml.Canonicalization;
using HocBaSo.Signing.Xml.Signatures;
using HocBaSo.Signing.Xml.Syntax;

namespace HocBaSo.Signing.Xml.Verification;

/// <summary>Rules on what stands directly inside the elements of a signature. Comments and instructions never do.</summary>
internal static class ElementContent
{
    // Signatures may stand in one another, so that each event is looked at by many.
    private const int OctetsOfEvent = 4;

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
            else if (step.Kind != XmlEventKind.Text || !tree.IsWhite(step))
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
    /// <exception cref="VerificationFaultException">There is one, or the document asks for too much work.</exception>
    public static void RequireNoComments(XmlTree tree, int signature, WorkBudget budget)
    {
        if (!tree.HasCommentsOrInstructions)
        {
            return;
        }
        var (start, end) = (tree.Elements[signature].StartEvent, tree.Elements[signature].EndEvent);
        budget.Charge((long)OctetsOfEvent * (end - start));
        // Of the signature's child that is stepped through, and of what in it is read.
        var (childEnd, readEnd, isData) = (start, start, false);
        for (var i = start + 1; i < end; i++)
        {
            ref var step = ref tree.Events[i];
            switch (step.Kind)
            {
                case XmlEventKind.StartElement when i > childEnd:
                    childEnd = tree.Elements[step.Element].EndEvent;
                    isData = tree.Is(step.Element, XmlNames.DsigUtf8, "Object"u8);
                    break;
                case XmlEventKind.StartElement when i > readEnd && IsRead(tree, step.Element):
                    readEnd = tree.Elements[step.Element].EndEvent;
                    break;
                case XmlEventKind.Comment
                or XmlEventKind.ProcessingInstruction when i > childEnd || i < readEnd || !isData:
                    throw Misplaced(tree, step.Element, step.Kind);
            }
        }
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
