// SPDX-License-Identifier: Apache-2.0
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using HocBaSo.Signing.Core;
using Wire = HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Mapping;

/// <summary>Writes signed documents as messages, without copying their bytes.</summary>
internal static class SigningAnswers
{
    public static Wire.SignResponse Unary(SignedDocument signed)
    {
        var response = new Wire.SignResponse
        {
            RequestId = signed.RequestId,
            Document = UnsafeByteOperations.UnsafeWrap(signed.Document),
            Sha256 = UnsafeByteOperations.UnsafeWrap(signed.Digest),
            RepeatedRequest = signed.IsRepeated,
            DocumentTimestamp = Summary(signed.DocumentTimestamp),
        };
        response.Signatures.AddRange(signed.Signatures.Select(Summary));
        return response;
    }

    /// <summary>An ItemStart, chunks for a large document, and an ItemDone; made one by one as they are written.</summary>
    public static IEnumerable<Wire.SignBatchResponse> Item(
        string itemId,
        DocumentFormat format,
        SignedDocument signed
    ) =>
        DocumentFrames
            .Of(
                itemId,
                format,
                signed.Document,
                signed.Digest,
                static start => new Wire.SignBatchResponse { Start = start },
                static chunk => new Wire.SignBatchResponse { Chunk = chunk }
            )
            .Append(new Wire.SignBatchResponse { Done = Done(itemId, signed) });

    private static Wire.ItemDone Done(string itemId, SignedDocument signed)
    {
        var done = new Wire.ItemDone
        {
            ItemId = itemId,
            RequestId = signed.RequestId,
            Sha256 = UnsafeByteOperations.UnsafeWrap(signed.Digest),
            RepeatedRequest = signed.IsRepeated,
            DocumentTimestamp = Summary(signed.DocumentTimestamp),
        };
        done.Signatures.AddRange(signed.Signatures.Select(Summary));
        return done;
    }

    public static Wire.DocumentTimestamp? Summary(DocumentTimestamp? timestamp) =>
        timestamp is null
            ? null
            : new Wire.DocumentTimestamp
            {
                FieldName = timestamp.TimestampId,
                Time = timestamp.Time.ToTimestamp(),
                Authority = timestamp.Authority,
            };

    public static Wire.SignatureSummary Summary(SignatureSummary signature) =>
        new()
        {
            SignatureId = signature.SignatureId,
            Role = WireEnums.Write(signature.Claim.Role),
            Subject = signature.Claim.Subject ?? "",
            Identity = signature.IdentityId,
            CertificateSerial = signature.CertificateSerial,
            CertificateStatus = WireEnums.Write(signature.CertificateStatus),
            SigningTime = signature.SigningTime.ToTimestamp(),
            TimestampTime = signature.TimestampTime?.ToTimestamp(),
            TimestampAuthority = signature.TimestampAuthority ?? "",
            IdentityVersion = (uint)signature.IdentityVersion,
        };
}
