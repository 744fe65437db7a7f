// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Callers;

/// <summary>What the configured clients may do. Deny by default: a client that is not here, or has no grant, may nothing.</summary>
internal sealed class ConfiguredGrants(IReadOnlyList<ClientOptions> clients) : ICallerGrants
{
    private readonly Dictionary<string, IReadOnlyList<ClientGrant>> _grants = clients.ToDictionary(
        static client => client.Id,
        static client => client.Grants,
        StringComparer.Ordinal
    );

    /// <inheritdoc />
    /// <remarks><see cref="CallerOperation.None"/> asks whether there is a grant at all.</remarks>
    public bool May(string caller, CallerOperation operation, string? tenant)
    {
        foreach (var grant in GrantsOf(caller))
        {
            if ((tenant is null || grant.Tenant == tenant) && Names(grant, operation))
            {
                return true;
            }
        }
        return false;
    }

    /// <inheritdoc />
    public bool MaySign(string caller, SigningIdentity identity, RoleClaim claim)
    {
        foreach (var grant in GrantsOf(caller))
        {
            if (
                Names(grant, CallerOperation.Sign)
                && grant.Tenant == identity.Tenant
                && NamePattern.FitsAny(grant.Schools, identity.School)
                && NamePattern.FitsAny(grant.Identities, identity.Id)
                && grant.Roles.Any(role => role.Covers(claim))
            )
            {
                return true;
            }
        }
        return false;
    }

    private IReadOnlyList<ClientGrant> GrantsOf(string caller) => _grants.GetValueOrDefault(caller, []);

    private static bool Names(ClientGrant grant, CallerOperation operation) =>
        operation == CallerOperation.None
            ? grant.Operations != CallerOperation.None
            : (grant.Operations & operation) == operation;
}
