// SPDX-License-Identifier: Apache-2.0
using Google.Protobuf.WellKnownTypes;
using HocBaSo.Signing.Core;
using Wire = HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Mapping;

/// <summary>Writes verification reports as messages.</summary>
internal static class ReportAnswers
{
    public static Wire.VerificationReport Report(VerificationReport report)
    {
        var message = new Wire.VerificationReport
        {
            Format = WireEnums.Write(report.Format),
            Integrity = WireEnums.Write(report.Integrity),
            Indication = WireEnums.Write(report.Indication),
            SubIndication = EtsiNames.Of(report.SubIndication) ?? "",
            Reason = report.Reason ?? "",
        };
        message.Signatures.AddRange(report.Signatures.Select(Signature));
        message.MissingRoles.AddRange(report.MissingRoles.Select(static role => role.ToString()));
        return message;
    }

    private static Wire.SignatureReport Signature(SignatureReport signature)
    {
        var message = new Wire.SignatureReport
        {
            Id = signature.Id,
            Role = signature.Role?.ToString() ?? "",
            ClaimedRole = signature.ClaimedRole ?? "",
            Signer = signature.Signer ?? "",
            Issuer = signature.Issuer ?? "",
            Serial = signature.Serial ?? "",
            CertificateNotBefore = signature.CertificateNotBefore?.ToTimestamp(),
            CertificateNotAfter = signature.CertificateNotAfter?.ToTimestamp(),
            Scheme = signature.Scheme,
            Digest = signature.Digest,
            Level = signature.Level,
            SigningTime = signature.SigningTime?.ToTimestamp(),
            TimestampTime = signature.Timestamp?.Time.ToTimestamp(),
            TimestampAuthority = signature.Timestamp?.Authority ?? "",
            Integrity = WireEnums.Write(signature.Integrity),
            Indication = WireEnums.Write(signature.Indication),
            SubIndication = EtsiNames.Of(signature.SubIndication) ?? "",
            Reason = signature.Reason ?? "",
        };
        message.SignedData.AddRange(signature.SignedData);
        message.SignedPaths.AddRange(signature.SignedPaths);
        message.Warnings.AddRange(signature.Warnings);
        return message;
    }
}
