// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>A certificate by its own key.</summary>
internal static class MadeCertificate
{
    public static X509Certificate2 Of(string name, DateTimeOffset? notAfter = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest($"CN={name}, O=Trường, C=VN", key, HashAlgorithmName.SHA256).CreateSelfSigned(
            FakeAdministration.Time.AddDays(-10),
            notAfter ?? FakeAdministration.Time.AddDays(300)
        );
    }
}
