// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>
/// Read access to a parsed structured document without an object per node: elements are numbers in document order,
/// 0 is the root element. Made by a document format, read by those who know the meaning of the elements.
/// </summary>
public interface IElementTree
{
    /// <summary>How many elements the document has.</summary>
    int Count { get; }

    /// <summary>The name without prefix.</summary>
    string LocalName(int element);

    /// <summary>The namespace name; empty when there is none.</summary>
    string NamespaceName(int element);

    /// <summary>The number of the element's name in a vocabulary; -1 when it is not in it.</summary>
    int NameIn(ElementVocabulary vocabulary, int element) =>
        vocabulary.NumberOf(NamespaceName(element), LocalName(element));

    /// <summary>The parent element; -1 for the root.</summary>
    int Parent(int element);

    /// <summary>The first child element; -1 when there is none.</summary>
    int FirstChild(int element);

    /// <summary>The next sibling element; -1 when there is none.</summary>
    int NextSibling(int element);

    /// <summary>The value of the attribute without namespace of that name; null when it is absent.</summary>
    string? Attribute(int element, string name);

    /// <summary>True when the attribute without namespace of that name is there and has that value.</summary>
    bool HasAttribute(int element, string name, ReadOnlySpan<char> value) =>
        Attribute(element, name) is { } actual && value.SequenceEqual(actual);

    /// <summary>How many attributes the element has, namespace declarations not counted.</summary>
    int AttributeCount(int element);

    /// <summary>The name of an attribute as written, with its prefix.</summary>
    string AttributeName(int element, int index);

    /// <summary>True when the name of an attribute as written is that one.</summary>
    bool IsAttributeName(int element, int index, string name) => AttributeName(element, index) == name;

    /// <summary>The text directly inside the element (not inside its children), joined.</summary>
    string Text(int element);

    /// <summary>
    /// What the document holds that no signature can cover, such as a comment: one sentence with the place; null when there
    /// is nothing. A verifier refuses a record that has it, so a signer has to refuse it first.
    /// </summary>
    string? UncoveredMarkup => null;

    /// <summary>True when the element holds text other than white space directly.</summary>
    bool HasText(int element);
}
