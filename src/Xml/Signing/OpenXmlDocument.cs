// SPDX-License-Identifier: Apache-2.0
using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Xml.Canonicalization;
using HocBaSo.Signing.Xml.Syntax;
using HocBaSo.Signing.Xml.Verification;

namespace HocBaSo.Signing.Xml.Signing;

/// <summary>
/// A parsed document with the signatures that it gets. Each signature is written once, spliced into the tree, and its values
/// are patched in place; the document itself is parsed once and each of its regions digested once.
/// </summary>
internal sealed class OpenXmlDocument : IOpenDocument
{
    /// <summary>What is written here is no caller's: the limit of documents, which may be small, does not bind it.</summary>
    private const int MaxSignatureBytes = 1 << 20;

    private readonly XmlTree _tree;
    private readonly SplicedDocument _document;
    private readonly BudgetedDigests _forms;
    private readonly SignedRegions _regions;
    private readonly PendingSignatures _signatures;

    /// <summary>Opens a parsed document, which is owned from now on.</summary>
    public OpenXmlDocument(XmlTree tree, XmlLimits limits)
    {
        _tree = tree;
        _document = new SplicedDocument(tree, limits with { MaxBytes = MaxSignatureBytes });
        // Exclusive canonicalization repeats a namespace at every element that uses it, and inside of a signature that the
        // document came with no profile looks: so what is digested for new signatures has to be paid for too.
        _forms = new BudgetedDigests(
            new WorkBudget(WorkBudget.OctetsFor(WorkBudget.Least, tree.Bytes.Length), TooMuchWork)
        );
        _regions = new SignedRegions(tree, _forms);
        _signatures = new PendingSignatures(tree, _document, _regions);
    }

    /// <inheritdoc />
    public ElementView? Root => new ElementView(_tree, 0);

    /// <inheritdoc />
    public bool BearsSignatures => DocumentParts.FindSignatures(_tree, 0).Count > 0;

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
        _signatures.RequireFresh(request.Planned.SignatureId);
        if (request.Planned.CoversWholeDocument)
        {
            RequireComplete(0);
        }
        try
        {
            return Prepare(request, place, shape);
        }
        finally
        {
            _forms.Release();
        }
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
        if (pending.IsComplete)
        {
            // A copy that was written and read back: a value must never serve twice.
            throw new InvalidOperationException($"The signature {prepared.SignatureId} is complete already.");
        }
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
        foreach (var pending in _signatures.Unfinished)
        {
            _document.Remove(pending.Tree);
        }
        return _document.ToArray();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _forms.Dispose();
        _document.Dispose();
        _tree.Dispose();
    }

    // A signature that was prepared elsewhere is spliced in when it comes back.
    private PendingSignature Pending(PreparedSignature prepared)
    {
        var pending = _signatures.Find(prepared.SignatureId) ?? Restore(prepared);
        return pending.DigestToSign.AsSpan().SequenceEqual(prepared.Digest.Span) ? pending : throw ForAnother();
    }

    private PendingSignature Restore(PreparedSignature prepared)
    {
        _signatures.RequireFresh(prepared.SignatureId);
        var fragment = SignatureFragment.Read(prepared.State);
        if (fragment.Parent >= _tree.Count)
        {
            throw ForAnother();
        }
        var pending = _signatures.Splice(prepared.SignatureId, fragment, null);
        pending.DigestToSign = prepared.Digest.ToArray();
        return pending;
    }

    private static SigningException ForAnother() =>
        new(SigningErrorKind.InvalidRequest, "The prepared signature is for another document.", "prepared_signature");

    private PreparedSignature Prepare(SignatureRequest request, SignaturePlace place, SignatureShape shape)
    {
        using var writer = new FragmentWriter();
        var container = OpenContainer(writer, place);
        var layout = shape.Write(writer, request, Regions(request, shape));
        CloseContainer(writer, container);
        var fragment = Fragment(writer, place, layout);
        var pending = _signatures.Splice(request.Planned.SignatureId, fragment, shape);
        DigestInto(pending, layout, request);
        pending.DigestToSign = pending.Digest(pending.SignedInfo, request.Algorithm.Digest, _forms);
        return new PreparedSignature(
            request.Planned.SignatureId,
            request.Algorithm,
            pending.DigestToSign,
            fragment.State
        );
    }

    private static SigningException TooMuchWork() =>
        new(
            SigningErrorKind.DocumentTooLarge,
            "What is to be signed is far larger in its canonical form than in the document.",
            "document"
        );

    // What is covered has to be there with its final octets.
    private void RequireComplete(int region)
    {
        if (_signatures.Unfinished.Any(p => _tree.IsWithin(p.Fragment.Parent, region)))
        {
            throw new InvalidOperationException("A signature is prepared when those that it covers are complete.");
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
        if (_tree.ElementById(id) is >= 0 and var element)
        {
            RequireComplete(element);
            return _regions.Digest(element, digest, algorithm);
        }
        if (_signatures.FindElement(id) is { } inner)
        {
            return _forms.Digest(inner.Tree, inner.Element, algorithm, digest);
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
        var parent = _tree.QualifiedNameUtf8(place.Parent);
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

    private void DigestInto(PendingSignature pending, SignatureLayout layout, SignatureRequest request)
    {
        var digest = request.Algorithm.Digest;
        var properties = pending.Tree.ElementById(layout.PropertiesId);
        Patch(pending, layout.PropertiesDigest, pending.Digest(properties, digest, _forms));
        if (layout.WholeDocumentDigest >= 0)
        {
            var whole = _forms.Digest(
                _tree,
                Canonicalizer.WholeDocument,
                pending.Canonicalization,
                digest,
                new XmlElementRef(pending.Tree, pending.Fragment.Signature)
            );
            Patch(pending, layout.WholeDocumentDigest, whole);
            _regions.CloseAll();
        }
    }

    private static void Patch(PendingSignature pending, int start, ReadOnlySpan<byte> digest) =>
        FragmentWriter.Base64Into(
            digest,
            pending.Fragment.Markup.Span.Slice(start, FragmentWriter.Base64Length(digest.Length))
        );
}
