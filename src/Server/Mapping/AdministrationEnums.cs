// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Administration;
using Pkcs11KeyKind = HocBaSo.Signing.Pkcs11.KeyKind;
using Wire = HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Mapping;

/// <summary>The enums of the administration and those of the house, both ways.</summary>
internal static class AdministrationEnums
{
    public static IdentityKind Read(Wire.IdentityKind kind, string field) =>
        kind switch
        {
            Wire.IdentityKind.Person => IdentityKind.Person,
            Wire.IdentityKind.Organisation => IdentityKind.Organisation,
            Wire.IdentityKind.Unspecified => throw Invalid("The kind is missing.", field),
            _ => throw Invalid("This server does not know that kind.", field),
        };

    /// <summary>Null for unspecified.</summary>
    public static VersionState? Read(Wire.VersionState state, string field) =>
        state == Wire.VersionState.Unspecified ? null
        : Enum.IsDefined((VersionState)state) ? (VersionState)state
        : throw Invalid("This server does not know that state.", field);

    public static Pkcs11KeyKind Read(Wire.KeyKind kind, string field) =>
        kind switch
        {
            Wire.KeyKind.Unspecified or Wire.KeyKind.EcP256 => Pkcs11KeyKind.EcP256,
            Wire.KeyKind.EcP384 => Pkcs11KeyKind.EcP384,
            Wire.KeyKind.Rsa2048 => Pkcs11KeyKind.Rsa2048,
            Wire.KeyKind.Rsa3072 => Pkcs11KeyKind.Rsa3072,
            Wire.KeyKind.Rsa4096 => Pkcs11KeyKind.Rsa4096,
            _ => throw Invalid("This server does not make that kind of key.", field),
        };

    /// <summary>The reason by its name in RFC 5280 §5.3.1.</summary>
    public static string Read(Wire.RevocationReason reason, string field) =>
        reason switch
        {
            Wire.RevocationReason.Unspecified => "unspecified",
            Wire.RevocationReason.KeyCompromise => "keyCompromise",
            Wire.RevocationReason.CaCompromise => "cACompromise",
            Wire.RevocationReason.AffiliationChanged => "affiliationChanged",
            Wire.RevocationReason.Superseded => "superseded",
            Wire.RevocationReason.CessationOfOperation => "cessationOfOperation",
            Wire.RevocationReason.PrivilegeWithdrawn => "privilegeWithdrawn",
            _ => throw Invalid("This server does not know that reason.", field),
        };

    public static Wire.IdentityKind Write(IdentityKind kind) => (Wire.IdentityKind)kind;

    public static Wire.VersionState Write(VersionState? state) => (Wire.VersionState)(state ?? 0);

    public static Wire.KeyKind Write(Pkcs11KeyKind? kind) =>
        kind switch
        {
            Pkcs11KeyKind.EcP256 => Wire.KeyKind.EcP256,
            Pkcs11KeyKind.EcP384 => Wire.KeyKind.EcP384,
            Pkcs11KeyKind.Rsa2048 => Wire.KeyKind.Rsa2048,
            Pkcs11KeyKind.Rsa3072 => Wire.KeyKind.Rsa3072,
            Pkcs11KeyKind.Rsa4096 => Wire.KeyKind.Rsa4096,
            _ => Wire.KeyKind.Unspecified,
        };

    public static Wire.NoticeKind Write(IdentityNoticeKind kind) =>
        kind switch
        {
            IdentityNoticeKind.Changed => Wire.NoticeKind.Changed,
            IdentityNoticeKind.Expiring => Wire.NoticeKind.Expiring,
            IdentityNoticeKind.ChangePending => Wire.NoticeKind.ChangePending,
            IdentityNoticeKind.ChangeDropped => Wire.NoticeKind.ChangeDropped,
            _ => Wire.NoticeKind.Unspecified,
        };

    private static SigningException Invalid(string message, string field) =>
        new(SigningErrorKind.InvalidRequest, message, field);
}
