// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>What can happen to a version of an identity.</summary>
public enum VersionChange
{
    /// <summary>A PKCS#10 request is made.</summary>
    MakeRequest = 1,

    /// <summary>A certificate is installed, or takes the place of one that has signed nothing.</summary>
    InstallCertificate = 2,

    /// <summary>A time is set at which it comes into force.</summary>
    Schedule = 3,

    /// <summary>The time is taken back.</summary>
    Unschedule = 4,

    /// <summary>It comes into force.</summary>
    Activate = 5,

    /// <summary>Another version takes its place.</summary>
    Replace = 6,

    /// <summary>It ends.</summary>
    Retire = 7,

    /// <summary>It is put on hold.</summary>
    Suspend = 8,

    /// <summary>It goes on where it stood.</summary>
    Resume = 9,

    /// <summary>Its certificate is revoked.</summary>
    Revoke = 10,
}
