// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Configuration;

namespace HocBaSo.Signing.Server.Administration;

/// <summary>What an identity that an administrator defines has to be: the same as one of the configuration file.</summary>
internal static class DefinitionRules
{
    private const int MaxSchool = 64;
    private const int MaxRoles = 64;
    private const int MaxSubjects = 64;

    /// <summary>Checks name, school and roles.</summary>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.InvalidRequest"/>, with the field.</exception>
    public static void Check(IdentityDefinition identity)
    {
        var errors = new ErrorList();
        errors.Require(OptionsRules.IsName(identity.Id), "identity", OptionsRules.NameRule);
        errors.Require(Enum.IsDefined(identity.Kind), "kind", "is unknown");
        errors.Require(
            identity.School.Length is > 0 and <= MaxSchool && identity.School.All(static c => c is > ' ' and < '\x7f'),
            "school",
            "is not 1 to 64 printable characters without a blank"
        );
        errors.Require(
            identity.Roles.Count <= MaxRoles && identity.Roles.All(static r => r.Subjects.Count <= MaxSubjects),
            "roles",
            "has more than 64 entries"
        );
        errors.Require(identity.Roles.All(static r => Enum.IsDefined(r.Role)), "roles", "has an unknown one");
        IdentityRules.CheckRoles(identity.Kind, identity.Roles, "identity", errors);
        if (errors.Errors is [var first, ..])
        {
            throw new SigningException(
                SigningErrorKind.InvalidRequest,
                $"The field '{first.Path}' {first.Message}.",
                first.Path
            );
        }
    }
}
