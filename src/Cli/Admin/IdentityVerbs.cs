// SPDX-License-Identifier: Apache-2.0
using System.CommandLine;
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Cli;

/// <summary>Who identities are: <c>create</c>, <c>update</c>.</summary>
internal static class IdentityVerbs
{
    private const string RoleHelp = "GVBM[:SUBJECT,…], GVCN, CBQL or PHAT_HANH; once for each role.";

    /// <summary>The verbs.</summary>
    public static IEnumerable<Command> Create(AdminOptions options) => [Make(options), Update(options)];

    private static Command Make(AdminOptions options)
    {
        var id = AdminArguments.Identity();
        var kind = AdminArguments.OneOf(
            "--kind",
            "Whose certificate it is.",
            AdminNames.IdentityKinds.Keys,
            required: true
        );
        var school = AdminArguments.Text("--school", "The code of the school it signs for.", "CODE", required: true);
        var roles = CommonOptions.Repeatable("--role", RoleHelp, "ROLE");
        roles.Required = true;
        var command = new Command("create", "Makes an identity, without a key yet.") { id, kind, school, roles };
        return options.Verb(
            command,
            (session, parsed, cancellation) =>
            {
                var definition = new IdentityDefinition
                {
                    Identity = parsed.GetValue(id)!,
                    Kind = AdminNames.IdentityKinds[parsed.GetValue(kind)!],
                    School = parsed.GetValue(school)!,
                };
                definition.Roles.AddRange(parsed.GetValue(roles)!.Select(RoleSyntax.Parse));
                return session.ChangeAsync(
                    $"Make the {parsed.GetValue(kind)} '{definition.Identity}', {Describe(definition)}.",
                    () => session.Client.CreateIdentityAsync(definition, session.RequestId, cancellation)
                );
            }
        );
    }

    private static Command Update(AdminOptions options)
    {
        var id = AdminArguments.Identity();
        var school = AdminArguments.Text("--school", "The code of another school; without it, it stays.", "CODE");
        var roles = CommonOptions.Repeatable("--role", RoleHelp + " Without any, they stay.", "ROLE");
        var command = new Command("update", "Changes school and roles of an identity.") { id, school, roles };
        return options.Verb(
            command,
            async (session, parsed, cancellation) =>
            {
                var now = await session.Client.GetIdentityAsync(parsed.GetValue(id)!, cancellation);
                var definition = now.Definition.Clone();
                definition.School = parsed.GetValue(school) ?? definition.School;
                if (parsed.GetValue(roles) is { Length: > 0 } given)
                {
                    definition.Roles.Clear();
                    definition.Roles.AddRange(given.Select(RoleSyntax.Parse));
                }
                return await session.ChangeAsync(
                    $"Change '{definition.Identity}' from {Describe(now.Definition)} to {Describe(definition)}.",
                    () => session.Client.UpdateIdentityAsync(definition, session.RequestId, cancellation)
                );
            }
        );
    }

    private static string Describe(IdentityDefinition definition) =>
        $"school {definition.School}, {string.Join(' ', definition.Roles.Select(RoleSyntax.Show))}";
}
