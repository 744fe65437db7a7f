// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pdf.Pades;

/// <summary>
/// Document timestamps. No lock and no certification stands against them, P=1 included: updates that only add validation data
/// or document timestamps do not count as changes of the document (ISO 32000-2 §12.8.2.2, table 257).
/// </summary>
internal sealed partial class OpenPdfDocument : ITimestampedDocument
{
    private PendingTimestamp? _pendingTimestamp;

    /// <inheritdoc />
    public PreparedTimestamp PrepareTimestamp(ReadOnlyMemory<byte> stampedDigest)
    {
        RequireReadable();
        _pendingTimestamp = stampedDigest.IsEmpty
            ? PrepareTimestamp(timestamps.Reserve)
            : PrepareAgain(TimestampRoom.Sizes, PrepareTimestamp, static p => p.Prepared.Digest, stampedDigest);
        return _pendingTimestamp.Prepared;
    }

    /// <inheritdoc />
    public void CompleteTimestamp(PreparedTimestamp prepared, ReadOnlyMemory<byte> timestampToken)
    {
        if (_pendingTimestamp is not { } pending || !ReferenceEquals(pending.Prepared, prepared))
        {
            throw new InvalidOperationException($"The timestamp {prepared.TimestampId} is not the one prepared last.");
        }
        timestamps.Saw(timestampToken.Length);
        SignatureRoom.Fill(pending.Update.Span, pending.ContentsStart, pending.Room, timestampToken.Span);
        Append(pending.Update);
    }

    private PendingTimestamp PrepareTimestamp(int room)
    {
        var digest = HashAlgorithmName.SHA256;
        var value = FieldValue.Timestamp(Form);
        var update = SignatureUpdate.Write(file.Newest, Form, value, room);
        var imprint = _digests.With(digest, update.Octets, update.ContentsStart, update.ContentsEnd);
        var prepared = new PreparedTimestamp(value.FieldName, digest, imprint);
        return new PendingTimestamp(prepared, update.Take(), update.ContentsStart, room);
    }

    private sealed record PendingTimestamp(
        PreparedTimestamp Prepared,
        Memory<byte> Update,
        int ContentsStart,
        int Room
    );
}
