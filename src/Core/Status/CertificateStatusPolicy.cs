// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>What is made of a certificate's status before its key is used. One that is revoked is refused by all but the first.</summary>
public enum CertificateStatusPolicy
{
    /// <summary>Nobody is asked.</summary>
    Off = 0,

    /// <summary>When neither OCSP nor a CRL can be had, the document is signed, and the journal says so.</summary>
    WarnWhenUnknown = 1,

    /// <summary>When neither can be had, nothing is signed.</summary>
    RefuseWhenUnknown = 2,
}
