// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pdf.Pades;

/// <summary>Each role signs in the field that bears its name.</summary>
internal static class FieldNames
{
    public const string Seal = "PHAT_HANH";

    /// <summary><c>CBQL</c>, <c>PHAT_HANH</c>, <c>GVCN</c>, <c>GVBM-TOAN</c>: what the claimed role in the signature is compared with.</summary>
    public static string Of(RoleClaim claim) =>
        claim.Subject is { } subject ? $"{claim.RoleName}-{subject}" : claim.RoleName;

    /// <summary>The field that a step signs in: the one it names, else that of its role.</summary>
    public static string Of(SigningStep step) => step.Appearance?.FieldName ?? Of(step.Claim);

    /// <summary>The role of a field; null when it is none of ours.</summary>
    public static RoleClaim? RoleOf(string name)
    {
        var hyphen = name.IndexOf('-', StringComparison.Ordinal);
        var text = hyphen < 0 ? name : $"{name[..hyphen]}:{name[(hyphen + 1)..]}";
        return RoleClaim.TryParse(text, out var claim) ? claim : null;
    }
}
