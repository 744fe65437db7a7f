// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Storage;

/// <summary>Values as text in the catalog. Spelled out here, so that a new name in the code never changes what old rows mean.</summary>
internal static class CatalogText
{
    private static readonly (VersionState State, string Text)[] States =
    [
        (VersionState.KeyGenerated, "key-generated"),
        (VersionState.RequestMade, "request-made"),
        (VersionState.CertificateInstalled, "certificate-installed"),
        (VersionState.Scheduled, "scheduled"),
        (VersionState.Active, "active"),
        (VersionState.Retiring, "retiring"),
        (VersionState.Retired, "retired"),
        (VersionState.Suspended, "suspended"),
        (VersionState.Revoked, "revoked"),
    ];

    public static string Of(VersionState state) => States.First(s => s.State == state).Text;

    public static string Of(IdentityKind kind) => kind == IdentityKind.Organisation ? "organisation" : "person";

    public static string Of(SignerRole role) => RoleClaim.NameOf(role);

    public static VersionState State(string text) =>
        Array.Find(States, s => s.Text == text) is { Text: not null } found
            ? found.State
            : throw Unknown("state", text);

    public static IdentityKind Kind(string text) =>
        text switch
        {
            "person" => IdentityKind.Person,
            "organisation" => IdentityKind.Organisation,
            _ => throw Unknown("kind", text),
        };

    public static SignerRole Role(string text)
    {
        foreach (var role in Enum.GetValues<SignerRole>())
        {
            if (RoleClaim.NameOf(role) == text)
            {
                return role;
            }
        }
        throw Unknown("role", text);
    }

    private static InvalidDataException Unknown(string what, string text) =>
        new($"The catalog holds an unknown {what}: {text}");
}
