// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Cli;

/// <summary>The syntax of <c>--role</c>: <c>GVBM[:SUBJECT[,SUBJECT]…]</c>, <c>GVCN</c>, <c>CBQL</c>, <c>PHAT_HANH</c>.</summary>
internal static class RoleSyntax
{
    /// <summary>Reads one role; what its subjects may be is the server's business.</summary>
    /// <exception cref="CommandException">The text is no role.</exception>
    public static RoleGrant Parse(string text)
    {
        var parts = text.Split(':', 2);
        var grant = new RoleGrant { Role = RoleOf(parts[0]) ?? throw Wrong(text) };
        if (parts.Length == 2)
        {
            grant.Subjects.AddRange(parts[1].Split(','));
        }
        return grant;
    }

    /// <summary>The same, back.</summary>
    public static string Show(RoleGrant grant) =>
        grant.Subjects.Count == 0 ? NameOf(grant.Role) : $"{NameOf(grant.Role)}:{string.Join(',', grant.Subjects)}";

    /// <summary>The role's name in documents.</summary>
    public static string NameOf(SignerRole role) =>
        role switch
        {
            SignerRole.Gvbm => "GVBM",
            SignerRole.Gvcn => "GVCN",
            SignerRole.Cbql => "CBQL",
            SignerRole.PhatHanh => "PHAT_HANH",
            _ => $"{(int)role}",
        };

    private static SignerRole? RoleOf(string name) =>
        name switch
        {
            "GVBM" => SignerRole.Gvbm,
            "GVCN" => SignerRole.Gvcn,
            "CBQL" => SignerRole.Cbql,
            "PHAT_HANH" => SignerRole.PhatHanh,
            _ => null,
        };

    private static CommandException Wrong(string text) =>
        new($"--role {text}: a role is GVBM[:SUBJECT,…], GVCN, CBQL or PHAT_HANH");
}
