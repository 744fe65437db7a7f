// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Pki;

namespace HocBaSo.Signing.TestKit;

/// <summary>Time-stamping authorities as somebody makes them who wants more than a wrong time.</summary>
public static class HostileAuthority
{
    /// <summary>The last second that a GeneralizedTime can name.</summary>
    public static DateTimeOffset EndOfTime { get; } = new(9999, 12, 31, 23, 59, 59, TimeSpan.Zero);

    /// <summary>
    /// One that nobody issued, whose certificate the platform reads and we don't: it names two signature algorithms. Its clock
    /// stands at a time of one's choice.
    /// </summary>
    public static TestTimestampAuthority WithTwoAlgorithms(DateTimeOffset time)
    {
        var key = TestKey.Ec();
        return new TestTimestampAuthority(key, CertificateOfTwoAlgorithms, new ManualTimeProvider(time));
    }

    private static X509Certificate2 CertificateOfTwoAlgorithms(TestKey key)
    {
        var issuer = new CertificateIssuer(
            DevelopmentPki.CreateRoot("CN=TSA", key.PublicKey, key.Generator, TestPki.Life),
            key.Generator
        );
        var raw = DevelopmentPki
            .CreateTimestampAuthority("CN=TSA", key.PublicKey, issuer, TestPki.Life)
            .RawDataMemory.ToArray();

        // ecdsa-with-SHA256, of which the last one is outside: what is outside nobody signs.
        byte[] algorithm = [0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02];
        raw[raw.AsSpan().LastIndexOf(algorithm) + algorithm.Length - 1] = 0x03;
        return X509CertificateLoader.LoadCertificate(raw);
    }
}
