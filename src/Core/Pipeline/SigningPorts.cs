// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>Everything that the pipeline stands on.</summary>
public sealed record SigningPorts
{
    /// <summary>One for each format that can be signed.</summary>
    public required IReadOnlyList<IDocumentFormat> Formats { get; init; }

    /// <summary>One for each format.</summary>
    public required IReadOnlyList<IDocumentVerifier> Verifiers { get; init; }

    /// <summary>The kinds of documents that are known.</summary>
    public required IReadOnlyList<IDocumentProfile> Profiles { get; init; }

    /// <summary>Who may sign with what.</summary>
    public required SigningAuthorizer Authorizer { get; init; }

    /// <summary>The journal.</summary>
    public required ISigningJournal Journal { get; init; }

    /// <summary>The HSM.</summary>
    public required IDigestSigner Signer { get; init; }

    /// <summary>The time-stamping authorities.</summary>
    public required ITimestampSource Timestamps { get; init; }

    /// <summary>What issuers say of certificates. Default: nobody is asked.</summary>
    public ICertificateStatusSource Status { get; init; } = new NoCertificateStatus();

    /// <summary>Where causes of failures are told.</summary>
    public required ISigningEvents Events { get; init; }
}
