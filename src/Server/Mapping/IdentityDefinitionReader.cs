// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using Wire = HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Mapping;

/// <summary>Reads who an identity is to be.</summary>
internal static class IdentityDefinitionReader
{
    private const int MaxRoles = 4;
    private const int MaxSubjects = 64;

    /// <summary>The definition within the limits of the protos.</summary>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.InvalidRequest"/> with the field.</exception>
    public static IdentityDefinition Read(string tenant, Wire.IdentityDefinition? definition)
    {
        const string field = "definition";
        if (definition is null)
        {
            throw new SigningException(SigningErrorKind.InvalidRequest, "The definition is missing.", field);
        }
        var kind = AdministrationEnums.Read(definition.Kind, field + ".kind");
        AdministrationText.RequireLine(definition.School, AdministrationText.MaxSchoolLength, field + ".school");
        return new IdentityDefinition
        {
            Tenant = tenant,
            Id = AdministrationText.Identity(definition.Identity, field + ".identity"),
            Kind = kind,
            School = definition.School,
            Roles = ReadRoles(definition, kind, field + ".roles"),
        };
    }

    private static IReadOnlyList<RoleGrant> ReadRoles(
        Wire.IdentityDefinition definition,
        IdentityKind kind,
        string field
    )
    {
        RequestText.Require(
            definition.Roles.Count is >= 1 and <= MaxRoles,
            $"An identity has 1 to {MaxRoles} roles.",
            field
        );
        RoleGrant[] roles = [.. definition.Roles.Select((role, i) => ReadRole(role, kind, $"{field}[{i}]"))];
        RequestText.Require(
            roles.DistinctBy(static r => r.Role).Count() == roles.Length,
            "A role is there twice.",
            field
        );
        return roles;
    }

    private static RoleGrant ReadRole(Wire.RoleGrant grant, IdentityKind kind, string field)
    {
        var role = WireEnums.Read(grant.Role, field + ".role");
        RequestText.Require(
            (role == SignerRole.PhatHanh) == (kind == IdentityKind.Organisation),
            "PHAT_HANH is for organisations, and their only role.",
            field + ".role"
        );
        RequestText.Require(
            grant.Subjects.Count <= (role == SignerRole.Gvbm ? MaxSubjects : 0)
                && grant.Subjects.All(RoleClaim.IsSubject),
            $"Subjects are for GVBM: at most {MaxSubjects} codes of 1 to 32 letters, digits, '-' or '_'.",
            field + ".subjects"
        );
        return new RoleGrant(role, [.. grant.Subjects]);
    }
}
