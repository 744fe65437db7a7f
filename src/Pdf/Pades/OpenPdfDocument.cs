// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Syntax;
using HocBaSo.Signing.Pki;

namespace HocBaSo.Signing.Pdf.Pades;

/// <summary>
/// An open PDF with the updates that were appended to it. The octets that came stay where they are; they are read, digested
/// once for each digest, and copied once, into the result.
/// </summary>
internal sealed partial class OpenPdfDocument(PdfFile file, TimestampRoom timestamps, AppearanceMaker appearances)
    : IOpenDocument
{
    private readonly Dictionary<string, PendingUpdate> _pending = new(StringComparer.Ordinal);
    private readonly RunningDigests _digests = new(file);
    private InteractiveForm? _form;
    private bool _isReadable;

    // Of the file as it is now: it is planned and prepared on the same state.
    private InteractiveForm Form => _form ??= InteractiveForm.Read(file.Newest);

    /// <inheritdoc />
    public ElementView? Root => null;

    /// <inheritdoc />
    public bool BearsSignatures => Form.SignatureFields.Any(static f => f.IsSigned);

    /// <inheritdoc />
    public PreparedSignature Prepare(SignatureRequest request)
    {
        if (!SignatureProfile.IsOf(DocumentFormat.Pdf, request.Profile))
        {
            throw new SigningException(SigningErrorKind.UnsupportedFormat, "There is no such PDF profile.", "profile");
        }
        var name = FieldNames.Of(request.Step);
        if (request.Planned.SignatureId != name)
        {
            throw new ArgumentException("The planned field is not that of the step.", nameof(request));
        }
        RequireReadable();
        new LockRules(file.Newest, Form).Require(request.Step.Claim, name);
        var shown = new ShownParts(Draw(request), KeepPlace(request));
        if (request.SignedDigest.IsEmpty)
        {
            return Prepare(request, shown, request.Level == SignatureLevel.BaselineT ? timestamps.Reserve : 0);
        }
        // Completed again: with the room of the first time, which shows by the digest.
        IReadOnlyList<int> sizes = request.Level == SignatureLevel.BaselineT ? TimestampRoom.Sizes : [0];
        return PrepareAgain(sizes, room => Prepare(request, shown, room), static p => p.Digest, request.SignedDigest);
    }

    /// <inheritdoc />
    public ReadOnlyMemory<byte> DataToTimestamp(PreparedSignature prepared, ReadOnlyMemory<byte> signatureValue) =>
        // RFC 3161 appendix A: the octets of SignerInfo.signature, which for ECDSA are DER.
        prepared.Algorithm.Scheme == SignatureScheme.Ecdsa
            ? EcdsaValue.ToDer(signatureValue.Span)
            : signatureValue;

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
        prepared.Take();
        var pending = Pending(prepared);
        if (timestampToken is { } token)
        {
            timestamps.Saw(token.Length);
        }
        pending.Fill(pending.Builder.Complete(signatureValue.Span, pending.Chain, timestampToken ?? default));
        Append(pending.Update);
    }

    /// <inheritdoc />
    public byte[] ToSignedDocument()
    {
        var document = GC.AllocateUninitializedArray<byte>((int)file.Length);
        foreach (var part in file.Parts)
        {
            part.Span.CopyTo(document.AsSpan((int)part.Origin));
        }
        return document;
    }

    /// <inheritdoc />
    public byte[] DigestOf(byte[] signed) => _digests.Of(HashAlgorithmName.SHA256);

    /// <inheritdoc />
    public void Dispose() => _digests.Dispose();

    // As it came, once: what is appended here is written here.
    private void RequireReadable()
    {
        if (!_isReadable)
        {
            ReadableObjects.Require(file);
            _isReadable = true;
        }
    }

    // What was prepared is for the file as it was.
    private void Append(ReadOnlyMemory<byte> update)
    {
        _pending.Clear();
        _pendingTimestamp = null;
        _form = null;
        file.Append(update);
    }

    // The first with the digest of then, else the last, whose digest tells the pipeline that they differ.
    private static T PrepareAgain<T>(
        IReadOnlyList<int> sizes,
        Func<int, T> prepare,
        Func<T, ReadOnlyMemory<byte>> digestOf,
        ReadOnlyMemory<byte> digestOfThen
    )
    {
        for (var i = 0; ; i++)
        {
            var again = prepare(sizes[i]);
            if (i == sizes.Count - 1 || digestOf(again).Span.SequenceEqual(digestOfThen.Span))
            {
                return again;
            }
        }
    }

    private PreparedSignature Prepare(SignatureRequest request, ShownParts shown, int timestampRoom)
    {
        var room = SignatureRoom.For(request, timestampRoom);
        var update = SignatureUpdate.Write(file.Newest, Form, FieldValue.Signature(request, shown), room);
        var algorithm = request.Algorithm;
        var digest = _digests.With(algorithm.Digest, update.Octets, update.ContentsStart, update.ContentsEnd);
        var chain = request.Identity.CertificateChain;
        var pending = new PendingUpdate(algorithm, chain, digest, request.Step.ClaimedRole)
        {
            Update = update.Take(),
            BaseLength = file.Length,
            ContentsStart = update.ContentsStart,
            Room = room,
        };
        var id = FieldNames.Of(request.Step);
        _pending[id] = pending;
        return new PreparedSignature(id, algorithm, pending.Builder.DigestToSign(), pending.ToState);
    }

    // One that was prepared elsewhere, or before another was completed, has to be for the file as it is.
    private PendingUpdate Pending(PreparedSignature prepared)
    {
        if (_pending.TryGetValue(prepared.SignatureId, out var own))
        {
            return own;
        }
        var read = PendingUpdate.Read(prepared);
        var isForThis =
            read.BaseLength == file.Length
            && _digests
                .With(prepared.Algorithm.Digest, read.Update.Span, read.ContentsStart, read.ContentsEnd)
                .AsSpan()
                .SequenceEqual(read.ContentDigest);
        return isForThis
            ? read
            : throw new SigningException(
                SigningErrorKind.InvalidRequest,
                "The prepared signature is for another document.",
                "prepared_signature"
            );
    }
}
