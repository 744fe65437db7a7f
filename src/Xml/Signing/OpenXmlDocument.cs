// SPDX-License-Identifier: Apache-2.0
using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Xml.Canonicalization;
using HocBaSo.Signing.Xml.Syntax;

namespace HocBaSo.Signing.Xml.Signing;

/// <summary>
/// A parsed document with the signatures that it gets. Each signature is written once, spliced into the tree, and its values
/// are patched in place; the document itself is parsed once and each of its regions digested once.
/// </summary>
internal sealed class OpenXmlDocument(XmlTree tree, XmlLimits limits) : IOpenDocument
{
    private readonly SplicedDocument _document = new(tree, limits);
    private readonly Dictionary<string, PendingSignature> _signatures = new(StringComparer.Ordinal);
    private readonly Dictionary<
        (string Id, HashAlgorithmName Digest, CanonicalizationMethod Method),
        byte[]
    > _digests = [];

    /// <inheritdoc />
    public ElementView? Root => new ElementView(tree, 0);

    /// <inheritdoc />
    public PreparedSignature Prepare(SignatureRequest request)
    {
        var shape = SignatureShape.Of(request.Profile);
        if (request.Level == SignatureLevel.BaselineT && !shape.HasTimestamp)
        {
            throw new SigningException(
                SigningErrorKind.UnsupportedFormat,
                $"The profile {request.Profile} has no place for a timestamp.",
                "profile"
            );
        }
        var place = request.Planned.Place ?? throw new ArgumentException("The plan names no place.", nameof(request));
        RequireFresh(request.Planned.SignatureId);
        using var writer = new FragmentWriter();
        var container = OpenContainer(writer, place);
        var layout = shape.Write(writer, request, Regions(request, shape));
        CloseContainer(writer, container);
        var fragment = Fragment(writer, place, layout);
        var pending = Splice(request.Planned.SignatureId, fragment, shape);
        DigestInto(pending, layout, request);
        var digest = pending.Digest(pending.SignedInfo, request.Algorithm.Digest);
        return new PreparedSignature(request.Planned.SignatureId, request.Algorithm, digest, fragment.State);
    }

    /// <inheritdoc />
    public ReadOnlyMemory<byte> DataToTimestamp(PreparedSignature prepared, ReadOnlyMemory<byte> signatureValue)
    {
        var pending = Pending(prepared);
        FragmentWriter.Base64Into(signatureValue.Span, pending.Fragment.Value);
        var data = new ArrayBufferWriter<byte>(512);
        Canonicalizer.Write(pending.Tree, pending.SignatureValue, XadesShape.Instance.Canonicalization, data);
        return data.WrittenMemory;
    }

    /// <inheritdoc />
    public void Complete(
        PreparedSignature prepared,
        ReadOnlyMemory<byte> signatureValue,
        ReadOnlyMemory<byte>? timestampToken
    )
    {
        if (timestampToken is { IsEmpty: true })
        {
            throw new ArgumentException("An empty token is none: give null.", nameof(timestampToken));
        }
        var pending = Pending(prepared);
        prepared.Take();
        FragmentWriter.Base64Into(signatureValue.Span, pending.Fragment.Value);
        if (timestampToken is { } token)
        {
            var properties = pending.QualifyingProperties;
            _document.Append(pending.Tree, properties, XadesShape.Timestamp(token.Span));
        }
        pending.IsComplete = true;
    }

    /// <inheritdoc />
    public byte[] ToSignedDocument()
    {
        foreach (var pending in _signatures.Values.Where(p => !p.IsComplete).ToArray())
        {
            _document.Remove(pending.Tree);
        }
        return _document.ToArray();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _document.Dispose();
        tree.Dispose();
    }

    private PendingSignature Pending(PreparedSignature prepared)
    {
        // A signature that was prepared elsewhere is spliced in when it comes back.
        if (!_signatures.TryGetValue(prepared.SignatureId, out var pending))
        {
            RequireFresh(prepared.SignatureId);
            var fragment = SignatureFragment.Read(prepared.State);
            if (fragment.Parent >= tree.Count)
            {
                throw new SigningException(
                    SigningErrorKind.InvalidRequest,
                    "The prepared signature is for another document.",
                    "prepared_signature"
                );
            }
            pending = Splice(prepared.SignatureId, fragment, null);
        }
        return pending;
    }

    private void RequireFresh(string signatureId)
    {
        if (_signatures.ContainsKey(signatureId) || tree.CountOfId(Encoding.UTF8.GetBytes(signatureId)) > 0)
        {
            throw new SigningException(
                SigningErrorKind.AlreadySigned,
                "That signature is in the document.",
                signatureId
            );
        }
    }

    private SignedRegion[] Regions(SignatureRequest request, SignatureShape shape) =>
        request.Planned.CoversWholeDocument
            ? [new SignedRegion("", [])]
            :
            [
                .. request.Planned.SignedIds.Select(id => new SignedRegion(
                    "#" + id,
                    RegionDigest(id, request.Algorithm.Digest, shape.Canonicalization)
                )),
            ];

    private byte[] RegionDigest(string id, HashAlgorithmName digest, CanonicalizationAlgorithm algorithm)
    {
        if (tree.ElementById(id) is >= 0 and var element)
        {
            var key = (id, digest, algorithm.Method);
            if (!_digests.TryGetValue(key, out var known))
            {
                _digests[key] = known = Canonicalizer.Digest(tree, element, algorithm, digest);
            }
            return known;
        }
        foreach (var pending in _signatures.Values)
        {
            if (pending.IsComplete && pending.Tree.ElementById(id) is >= 0 and var inner)
            {
                return Canonicalizer.Digest(pending.Tree, inner, algorithm, digest);
            }
        }
        throw new SigningException(
            SigningErrorKind.MissingBlock,
            $"The document has no element with the Id '{id}'.",
            id
        );
    }

    private ReadOnlySpan<byte> OpenContainer(FragmentWriter writer, SignaturePlace place)
    {
        if (place.ExistingContainer is not null)
        {
            return [];
        }
        var parent = tree.QualifiedNameUtf8(place.Parent);
        var prefix = parent[..(parent.IndexOf((byte)':') + 1)];
        byte[] name = [.. prefix, .. Encoding.UTF8.GetBytes(place.ContainerName)];
        writer.Raw("<"u8).Raw(name);
        if (place.ContainerAttribute is { } attribute)
        {
            writer.Raw(" "u8).Plain(attribute.Name).Raw("=\""u8).Text(attribute.Value).Raw("\""u8);
        }
        writer.Raw(">"u8);
        return name;
    }

    private static void CloseContainer(FragmentWriter writer, ReadOnlySpan<byte> name)
    {
        if (!name.IsEmpty)
        {
            writer.Raw("</"u8).Raw(name).Raw(">"u8);
        }
    }

    private static SignatureFragment Fragment(FragmentWriter writer, SignaturePlace place, SignatureLayout layout)
    {
        var isInContainer = place.ExistingContainer is null;
        var length = writer.Written[layout.SignatureValue..].IndexOf((byte)'<');
        return SignatureFragment.Create(
            place.ExistingContainer ?? place.Parent,
            isInContainer ? 1 : 0,
            layout.SignatureValue,
            length,
            writer.Written
        );
    }

    private PendingSignature Splice(string signatureId, SignatureFragment fragment, SignatureShape? shape)
    {
        var spliced = _document.Append(tree, fragment.Parent, fragment.Markup);
        var pending = new PendingSignature(spliced, fragment, shape);
        _signatures.Add(signatureId, pending);
        return pending;
    }

    private void DigestInto(PendingSignature pending, SignatureLayout layout, SignatureRequest request)
    {
        var digest = request.Algorithm.Digest;
        var properties = pending.Tree.ElementById(layout.PropertiesId);
        Patch(pending, layout.PropertiesDigest, pending.Digest(properties, digest));
        if (layout.WholeDocumentDigest >= 0)
        {
            var whole = Canonicalizer.Digest(
                tree,
                Canonicalizer.WholeDocument,
                pending.Canonicalization,
                digest,
                new XmlElementRef(pending.Tree, pending.Fragment.Signature)
            );
            Patch(pending, layout.WholeDocumentDigest, whole);
        }
    }

    private static void Patch(PendingSignature pending, int start, ReadOnlySpan<byte> digest) =>
        FragmentWriter.Base64Into(
            digest,
            pending.Fragment.Markup.Span.Slice(start, FragmentWriter.Base64Length(digest.Length))
        );
}
