// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pki;

/// <summary>SingleResponse (RFC 6960 §4.2.1): what is said of one certificate.</summary>
internal sealed record OcspSingleResponse
{
    private static readonly Asn1Tag GoodTag = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag RevokedTag = new(TagClass.ContextSpecific, 1, isConstructed: true);
    private static readonly Asn1Tag UnknownTag = new(TagClass.ContextSpecific, 2);
    private static readonly Asn1Tag ReasonTag = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag NextUpdateTag = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag ExtensionsTag = new(TagClass.ContextSpecific, 1, isConstructed: true);

    public required OcspCertId CertId { get; init; }

    public required CertificateStatus Status { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    public CrlReason? Reason { get; init; }

    public required DateTimeOffset ThisUpdate { get; init; }

    public DateTimeOffset? NextUpdate { get; init; }

    /// <summary>True when a critical extension isn't understood.</summary>
    public bool HasUnknownCritical { get; init; }

    public static OcspSingleResponse Read(AsnReader list)
    {
        var reader = list.ReadSequence();
        var id = OcspCertId.Read(reader);
        var (status, revokedAt, reason) = ReadStatus(reader);
        var thisUpdate = ReadTime(reader);
        var nextUpdate = Next(reader, NextUpdateTag) ? ReadTime(reader.ReadSequence(NextUpdateTag), alone: true) : null;
        var extensions = Next(reader, ExtensionsTag) ? OcspRequest.ReadExtensions(reader, ExtensionsTag) : [];
        reader.ThrowIfNotEmpty();
        return new OcspSingleResponse
        {
            CertId = id,
            Status = status,
            RevokedAt = revokedAt,
            Reason = reason,
            ThisUpdate = thisUpdate!.Value,
            NextUpdate = nextUpdate,
            HasUnknownCritical = extensions.Values.Any(static e => e.IsCritical),
        };
    }

    public void Write(AsnWriter writer)
    {
        using (writer.PushSequence())
        {
            CertId.Write(writer);
            WriteStatus(writer);
            writer.WriteGeneralizedTime(ThisUpdate, omitFractionalSeconds: true);
            if (NextUpdate is { } next)
            {
                using (writer.PushSequence(NextUpdateTag))
                {
                    writer.WriteGeneralizedTime(next, omitFractionalSeconds: true);
                }
            }
        }
    }

    /// <summary>RFC 5280 §4.1.2.5.2: GeneralizedTime without fractions.</summary>
    internal static DateTimeOffset? ReadTime(AsnReader reader, bool alone = false)
    {
        var time = reader.ReadGeneralizedTime();
        if (alone)
        {
            reader.ThrowIfNotEmpty();
        }

        return time.Ticks % TimeSpan.TicksPerSecond == 0
            ? time
            : throw new PkiFormatException("A time has fractions of a second.");
    }

    private static (CertificateStatus, DateTimeOffset?, CrlReason?) ReadStatus(AsnReader reader)
    {
        var tag = reader.PeekTag();
        if (tag.HasSameClassAndValue(GoodTag))
        {
            reader.ReadNull(GoodTag);
            return (CertificateStatus.Good, null, null);
        }

        if (tag.HasSameClassAndValue(UnknownTag))
        {
            reader.ReadNull(UnknownTag);
            return (CertificateStatus.Unknown, null, null);
        }

        var revoked = reader.ReadSequence(RevokedTag);
        var time = ReadTime(revoked);
        var reason = Next(revoked, ReasonTag) ? ReadReason(revoked.ReadSequence(ReasonTag)) : CrlReason.Unspecified;
        revoked.ThrowIfNotEmpty();
        return (CertificateStatus.Revoked, time, reason);
    }

    private static CrlReason ReadReason(AsnReader wrapper)
    {
        var octets = wrapper.ReadEnumeratedBytes();
        wrapper.ThrowIfNotEmpty();
        return octets.Length == 1 && octets.Span[0] <= (int)CrlReason.AttributeAuthorityCompromise
            ? (CrlReason)octets.Span[0]
            : throw new PkiFormatException("The reason of a revocation is out of range.");
    }

    private void WriteStatus(AsnWriter writer)
    {
        if (Status != CertificateStatus.Revoked)
        {
            writer.WriteNull(Status == CertificateStatus.Good ? GoodTag : UnknownTag);
            return;
        }

        using (writer.PushSequence(RevokedTag))
        {
            writer.WriteGeneralizedTime(RevokedAt!.Value, omitFractionalSeconds: true);
            if (Reason is { } reason and not CrlReason.Unspecified)
            {
                using (writer.PushSequence(ReasonTag))
                {
                    writer.WriteEnumeratedValue(reason);
                }
            }
        }
    }

    private static bool Next(AsnReader reader, Asn1Tag tag) =>
        reader.HasData && reader.PeekTag().HasSameClassAndValue(tag);
}
