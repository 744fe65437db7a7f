// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Cli;

/// <summary>The names of the protos' enums on the command line and in JSON; numbers for those that this program does not know.</summary>
internal static class AdminNames
{
    /// <summary>Kinds of keys by what <c>--kind</c> calls them.</summary>
    public static readonly IReadOnlyDictionary<string, KeyKind> KeyKinds = new Dictionary<string, KeyKind>(
        StringComparer.Ordinal
    )
    {
        ["ec-p256"] = KeyKind.EcP256,
        ["ec-p384"] = KeyKind.EcP384,
        ["rsa-2048"] = KeyKind.Rsa2048,
        ["rsa-3072"] = KeyKind.Rsa3072,
        ["rsa-4096"] = KeyKind.Rsa4096,
    };

    /// <summary>Reasons by their names in RFC 5280 §5.3.1.</summary>
    public static readonly IReadOnlyDictionary<string, RevocationReason> Reasons = new Dictionary<
        string,
        RevocationReason
    >(StringComparer.Ordinal)
    {
        ["unspecified"] = RevocationReason.Unspecified,
        ["keyCompromise"] = RevocationReason.KeyCompromise,
        ["cACompromise"] = RevocationReason.CaCompromise,
        ["affiliationChanged"] = RevocationReason.AffiliationChanged,
        ["superseded"] = RevocationReason.Superseded,
        ["cessationOfOperation"] = RevocationReason.CessationOfOperation,
        ["privilegeWithdrawn"] = RevocationReason.PrivilegeWithdrawn,
    };

    /// <summary>States by their names in JSON and of <c>--state</c>.</summary>
    public static readonly IReadOnlyDictionary<string, VersionState> States = new Dictionary<string, VersionState>(
        StringComparer.Ordinal
    )
    {
        ["KEY_GENERATED"] = VersionState.KeyGenerated,
        ["REQUEST_MADE"] = VersionState.RequestMade,
        ["CERTIFICATE_INSTALLED"] = VersionState.CertificateInstalled,
        ["SCHEDULED"] = VersionState.Scheduled,
        ["ACTIVE"] = VersionState.Active,
        ["RETIRING"] = VersionState.Retiring,
        ["RETIRED"] = VersionState.Retired,
        ["SUSPENDED"] = VersionState.Suspended,
        ["REVOKED"] = VersionState.Revoked,
    };

    /// <summary>Kinds of identities by what <c>--kind</c> calls them.</summary>
    public static readonly IReadOnlyDictionary<string, IdentityKind> IdentityKinds = new Dictionary<
        string,
        IdentityKind
    >(StringComparer.Ordinal)
    {
        ["person"] = IdentityKind.Person,
        ["organisation"] = IdentityKind.Organisation,
    };

    public static string Of(VersionState state) => Name(States, state, (int)state);

    public static string Of(IdentityKind kind) => Name(IdentityKinds, kind, (int)kind);

    /// <summary>Null for a key that the server does not sign with.</summary>
    public static string? Of(KeyKind kind) => kind == KeyKind.Unspecified ? null : Name(KeyKinds, kind, (int)kind);

    public static string Of(NoticeKind kind) =>
        kind switch
        {
            NoticeKind.Watching => "WATCHING",
            NoticeKind.Changed => "CHANGED",
            NoticeKind.Expiring => "EXPIRING",
            NoticeKind.ChangePending => "CHANGE_PENDING",
            NoticeKind.ChangeDropped => "CHANGE_DROPPED",
            _ => $"{(int)kind}",
        };

    private static string Name<T>(IReadOnlyDictionary<string, T> names, T value, int number)
        where T : struct, Enum => names.FirstOrDefault(pair => pair.Value.Equals(value)).Key ?? $"{number}";
}
