// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using Wire = HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Mapping;

/// <summary>The enums of the protos and those of Core, both ways.</summary>
internal static class WireEnums
{
    /// <summary>Null for unspecified; throws for a number that this server does not know.</summary>
    public static DocumentFormat? Read(Wire.DocumentFormat format, string field) =>
        format switch
        {
            Wire.DocumentFormat.Unspecified => null,
            Wire.DocumentFormat.Xml => DocumentFormat.Xml,
            Wire.DocumentFormat.Pdf => DocumentFormat.Pdf,
            _ => throw Unknown("format", field),
        };

    public static SignerRole Read(Wire.SignerRole role, string field) =>
        role switch
        {
            Wire.SignerRole.Gvbm => SignerRole.Gvbm,
            Wire.SignerRole.Gvcn => SignerRole.Gvcn,
            Wire.SignerRole.Cbql => SignerRole.Cbql,
            Wire.SignerRole.PhatHanh => SignerRole.PhatHanh,
            Wire.SignerRole.Unspecified => throw Invalid("The role is missing.", field),
            _ => throw Unknown("role", field),
        };

    public static SigningCapacity Read(Wire.SigningCapacity capacity, string field) =>
        capacity switch
        {
            Wire.SigningCapacity.Unspecified => SigningCapacity.None,
            Wire.SigningCapacity.Kt => SigningCapacity.Kt,
            Wire.SigningCapacity.SignedInPlaceOf => SigningCapacity.SignedInPlaceOf,
            _ => throw Unknown("capacity", field),
        };

    public static SignatureLevel? Read(Wire.SignatureLevel level, string field) =>
        level switch
        {
            Wire.SignatureLevel.Unspecified => null,
            Wire.SignatureLevel.BaselineB => SignatureLevel.BaselineB,
            Wire.SignatureLevel.BaselineT => SignatureLevel.BaselineT,
            _ => throw Unknown("level", field),
        };

    public static Wire.DocumentFormat Write(DocumentFormat? format) => (Wire.DocumentFormat)(format ?? 0);

    public static Wire.SignerRole Write(SignerRole role) => (Wire.SignerRole)role;

    public static Wire.Indication Write(Indication indication) =>
        indication switch
        {
            Indication.TotalPassed => Wire.Indication.TotalPassed,
            Indication.TotalFailed => Wire.Indication.TotalFailed,
            _ => Wire.Indication.Indeterminate,
        };

    public static Wire.Integrity Write(Integrity integrity) =>
        integrity switch
        {
            Integrity.Intact => Wire.Integrity.Intact,
            Integrity.Broken => Wire.Integrity.Broken,
            Integrity.Unsupported => Wire.Integrity.Unsupported,
            Integrity.Unsigned => Wire.Integrity.Unsigned,
            _ => Wire.Integrity.Unreadable,
        };

    public static Wire.CertificateStatus Write(CertificateStatusAnswer? answer) =>
        answer?.Status switch
        {
            null => Wire.CertificateStatus.NotChecked,
            CertificateStatus.Good => Wire.CertificateStatus.Good,
            _ => Wire.CertificateStatus.Unknown,
        };

    private static SigningException Unknown(string what, string field) =>
        Invalid($"This server does not know that {what}.", field);

    private static SigningException Invalid(string message, string field) =>
        new(SigningErrorKind.InvalidRequest, message, field);
}
