// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>A step whose identity was found and may sign in that role.</summary>
/// <param name="Step">What was asked for.</param>
/// <param name="Identity">Whose key signs; of a repeat, the version that signed.</param>
public sealed record AuthorizedStep(SigningStep Step, SigningIdentity Identity)
{
    /// <summary>What its issuer says of the certificate; null when nobody was asked.</summary>
    public CertificateStatusAnswer? Status { get; init; }
}
