// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Xml.Verification;

/// <summary>What a ds:KeyInfo carries that serves to check a value. Nothing of it is trusted.</summary>
internal sealed class KeyMaterial
{
    /// <summary>In document order, duplicates among them.</summary>
    public List<KnownCertificate> Certificates { get; } = [];

    /// <summary>The elements that hold them.</summary>
    public List<int> CertificateElements { get; } = [];

    /// <summary>A bare key; null when there is none.</summary>
    public PublicKeyPool? KeyValue { get; set; }

    /// <summary>Why a way to the key is not gone here; null when there is no such way.</summary>
    public string? Unsupported { get; set; }
}
