// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Xml.Syntax;

/// <summary>
/// A parsed document, or a fragment of one, as tables over its UTF-8 bytes: elements are numbers in document order, 0 is the
/// root. Nothing is copied: the bytes must stay as they are until <see cref="Dispose"/>, which gives the tables back to the
/// pool. Not thread-safe.
/// </summary>
internal sealed partial class XmlTree : IElementTree, IDisposable
{
    private readonly ReadOnlyMemory<byte> _bytes;

    private XmlTree(ReadOnlyMemory<byte> bytes, XmlTree? host, int hostElement)
    {
        _bytes = bytes;
        Host = host;
        HostElement = hostElement;
        Names = host?.Names ?? NameTable.OfDocument();
        Elements = new PooledTable<ElementRecord>(Math.Max(16, bytes.Length / 48));
        Attributes = new PooledTable<AttributeRecord>(Math.Max(16, bytes.Length / 64));
        Declarations = new PooledTable<NamespaceBinding>(16);
        Events = new PooledTable<XmlEvent>(Math.Max(32, bytes.Length / 16));
        Ids = new PooledTable<IdRecord>(16);
    }

    /// <summary>The document as it came.</summary>
    public ReadOnlyMemory<byte> Memory => _bytes;

    /// <inheritdoc cref="Memory" />
    public ReadOnlySpan<byte> Bytes => _bytes.Span;

    /// <summary>The tree that this fragment is parsed for; null for a document.</summary>
    public XmlTree? Host { get; }

    /// <summary>The element of <see cref="Host"/> that the fragment's root becomes a child of; -1 for a document.</summary>
    public int HostElement { get; }

    /// <summary>The names of the document and all its fragments; owned by the document.</summary>
    public NameTable Names { get; }

    /// <summary>True when a comment or a processing instruction stands anywhere.</summary>
    internal bool HasCommentsOrInstructions { get; set; }

    /// <summary>Fragments to be read as if they stood in this tree, in the order of their places; null when there is none.</summary>
    internal List<Splice>? Splices { get; set; }

    internal PooledTable<ElementRecord> Elements;
    internal PooledTable<AttributeRecord> Attributes;
    internal PooledTable<NamespaceBinding> Declarations;
    internal PooledTable<XmlEvent> Events;

    /// <summary>Reads a whole document: XML 1.0 (5th edition) with namespaces, UTF-8, without a DTD.</summary>
    /// <param name="utf8">Must not change before <see cref="Dispose"/>.</param>
    /// <param name="limits">What is too large.</param>
    /// <exception cref="SigningException">
    /// <see cref="SigningErrorKind.MalformedDocument"/>, <see cref="SigningErrorKind.DocumentTooLarge"/> or
    /// <see cref="SigningErrorKind.UnsupportedFormat"/> (another encoding, XML 1.1, a DTD), with <c>line N, column M</c> as field.
    /// </exception>
    public static XmlTree Parse(ReadOnlyMemory<byte> utf8, XmlLimits limits) => Parse(utf8, limits, host: null, -1);

    /// <summary>
    /// Reads one element as it will stand as a child of <paramref name="parent"/>: the prefixes in scope there are declared.
    /// </summary>
    /// <param name="utf8">Exactly one element; must not change before <see cref="Dispose"/>.</param>
    /// <param name="host">The document, or another fragment; has to outlive the new one.</param>
    /// <param name="parent">The element of <paramref name="host"/>.</param>
    /// <param name="limits">What is too large, for the fragment alone.</param>
    /// <exception cref="SigningException">As of <see cref="Parse(ReadOnlyMemory{byte}, XmlLimits)"/>.</exception>
    public static XmlTree ParseFragment(ReadOnlyMemory<byte> utf8, XmlTree host, int parent, XmlLimits limits) =>
        Parse(utf8, limits, host, parent);

    /// <inheritdoc />
    public string? UncoveredMarkup => Verification.UncoveredMarkup.Find(this);

    /// <summary>The place of a byte, as <c>line N, column M</c>.</summary>
    public string Position(int offset) => XmlFault.Position(Bytes, offset);

    public void Dispose()
    {
        Elements.Return();
        Attributes.Return();
        Declarations.Return();
        Events.Return();
        Ids.Return();
        _vocabularyNumbers.Return();
        _vocabulary = null;
        _idNames?.Dispose();
        _idNames = null;
        if (Host is null)
        {
            Names.Dispose();
        }
    }

    private static XmlTree Parse(ReadOnlyMemory<byte> utf8, XmlLimits limits, XmlTree? host, int hostElement)
    {
        var tree = new XmlTree(utf8, host, hostElement);
        try
        {
            XmlParser.Parse(tree, limits);
            return tree;
        }
        catch
        {
            tree.Dispose();
            throw;
        }
    }
}
