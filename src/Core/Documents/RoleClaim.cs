// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics.CodeAnalysis;

namespace HocBaSo.Signing.Core;

/// <summary>A role, with the subject for a subject teacher. Written <c>GVBM:TOAN</c>, <c>GVCN</c>, <c>CBQL</c>, <c>PHAT_HANH</c>.</summary>
/// <param name="Role">The role.</param>
/// <param name="Subject">The subject's code: for GVBM only, letters, digits and hyphens, at most 32; null otherwise.</param>
public readonly record struct RoleClaim(SignerRole Role, string? Subject = null)
{
    private const int MaxSubjectLength = 32;

    /// <summary>The role's name in documents and requests: <c>GVBM</c>, <c>GVCN</c>, <c>CBQL</c>, <c>PHAT_HANH</c>.</summary>
    public string RoleName => NameOf(Role);

    /// <summary>The role's name in documents and requests.</summary>
    public static string NameOf(SignerRole role) =>
        role switch
        {
            SignerRole.Gvbm => "GVBM",
            SignerRole.Gvcn => "GVCN",
            SignerRole.Cbql => "CBQL",
            SignerRole.PhatHanh => "PHAT_HANH",
            _ => throw new ArgumentOutOfRangeException(nameof(role), role, "No such role."),
        };

    /// <summary>Reads <c>ROLE</c> or <c>GVBM:SUBJECT</c>; false when the text is neither.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out RoleClaim claim)
    {
        claim = default;
        if (text is null)
        {
            return false;
        }
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? text : text[..colon];
        var subject = colon < 0 ? null : text[(colon + 1)..];
        SignerRole? role = name switch
        {
            "GVBM" => SignerRole.Gvbm,
            "GVCN" => SignerRole.Gvcn,
            "CBQL" => SignerRole.Cbql,
            "PHAT_HANH" => SignerRole.PhatHanh,
            _ => null,
        };
        if (role is null || (role == SignerRole.Gvbm) != IsSubject(subject))
        {
            return false;
        }
        claim = new RoleClaim(role.Value, subject);
        return role == SignerRole.Gvbm || subject is null;
    }

    /// <summary>
    /// Reads the role of a claimed role as it stands in signed data, where capacity and the person replaced may follow:
    /// <c>CBQL;capacity=KT;on_behalf_of=…</c>. Null when it begins with none of ours.
    /// </summary>
    public static RoleClaim? OfClaimedRole(string? text) =>
        TryParse(text?.Split(';', 2)[0], out var claim) ? claim : null;

    /// <summary>True for a well-formed subject code.</summary>
    public static bool IsSubject([NotNullWhen(true)] string? subject) =>
        subject is { Length: > 0 and <= MaxSubjectLength }
        && subject.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    /// <inheritdoc />
    public override string ToString() => Subject is null ? RoleName : $"{RoleName}:{Subject}";
}
