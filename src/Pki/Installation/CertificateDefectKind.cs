// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pki;

/// <summary>What kind of rule a chain that is offered breaks.</summary>
public enum CertificateDefectKind
{
    /// <summary>Something in it is no certificate, or there are none or too many.</summary>
    Unreadable = 1,

    /// <summary>The certificates are out of order, incomplete, or some don't belong there.</summary>
    Chain = 2,

    /// <summary>It does not lead to one of the tenant's anchors, or breaks a rule on the way.</summary>
    Path = 3,

    /// <summary>The certificate is for another key.</summary>
    Key = 4,

    /// <summary>The certificate is not meant for signing documents.</summary>
    Usage = 5,

    /// <summary>The certificate is an authority's.</summary>
    Authority = 6,

    /// <summary>It has expired, or is not valid yet.</summary>
    Time = 7,

    /// <summary>A key or a signature is weaker than allowed.</summary>
    Strength = 8,

    /// <summary>The certificate is for somebody else than the request.</summary>
    Subject = 9,

    /// <summary>It is the certificate of another version.</summary>
    Duplicate = 10,
}
