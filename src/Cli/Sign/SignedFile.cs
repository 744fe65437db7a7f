// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Client;
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Cli;

/// <summary>A sealed file that was written, without its content.</summary>
/// <param name="Name">Its name.</param>
/// <param name="RequestId">The request's id.</param>
/// <param name="IsRepeated">True when the server completed it again from its journal.</param>
/// <param name="Signatures">The signatures made.</param>
/// <param name="Timestamp">The document timestamp made; null for none.</param>
internal sealed record SignedFile(
    string Name,
    string RequestId,
    bool IsRepeated,
    IReadOnlyList<SignatureSummary> Signatures,
    DocumentTimestamp? Timestamp
)
{
    /// <summary>One line for each signature that was made without knowing the status of its certificate.</summary>
    public IEnumerable<string> Warnings =>
        Signatures
            .Where(static s => s.CertificateStatus == CertificateStatus.Unknown)
            .Select(s =>
                $"{Name}: signed with a warning: the status of the certificate of '{s.Identity}' ({RoleOf(s)}) was not known"
            );

    public static SignedFile Of(string name, SignedResult signed) =>
        new(name, signed.RequestId, signed.IsRepeated, signed.Signatures, signed.DocumentTimestamp);

    /// <summary>The role as it is written everywhere: <c>GVBM:TOAN</c>, <c>PHAT_HANH</c>.</summary>
    public static string RoleOf(SignatureSummary signature) =>
        new Core.RoleClaim(
            (Core.SignerRole)signature.Role,
            signature.Subject.Length == 0 ? null : signature.Subject
        ).ToString()!;
}
