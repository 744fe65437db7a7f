// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using Wire = HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Mapping;

/// <summary>Reads and checks a role with its subject.</summary>
internal static class ClaimReader
{
    /// <summary>The role that a message names.</summary>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.InvalidRequest"/> with the field.</exception>
    public static RoleClaim Read(Wire.SignerRole wire, string subject, string field)
    {
        var role = WireEnums.Read(wire, field + ".role");
        RequestText.Require(
            role == SignerRole.Gvbm ? RoleClaim.IsSubject(subject) : subject.Length == 0,
            "The subject is a code of at most 32 letters, digits, '-' or '_' for GVBM, and empty for every other role.",
            field + ".subject"
        );
        return new RoleClaim(role, role == SignerRole.Gvbm ? subject : null);
    }
}
