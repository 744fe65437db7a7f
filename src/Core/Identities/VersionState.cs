// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>Where a version of an identity stands on its way from key to retirement.</summary>
public enum VersionState
{
    /// <summary>The key is in the token; nobody has certified it.</summary>
    KeyGenerated = 1,

    /// <summary>A certificate was asked for (PKCS#10).</summary>
    RequestMade = 2,

    /// <summary>The certificate is there and was checked; it signs nothing yet.</summary>
    CertificateInstalled = 3,

    /// <summary>It comes into force at a time that is set.</summary>
    Scheduled = 4,

    /// <summary>It signs. An identity has at most one active version.</summary>
    Active = 5,

    /// <summary>It was replaced; documents in flight finish with it, and it can be rolled back to.</summary>
    Retiring = 6,

    /// <summary>It has ended. Only repeats of what it signed still use its certificate.</summary>
    Retired = 7,

    /// <summary>It is on hold; it may resume.</summary>
    Suspended = 8,

    /// <summary>Its certificate is revoked, for good.</summary>
    Revoked = 9,
}
