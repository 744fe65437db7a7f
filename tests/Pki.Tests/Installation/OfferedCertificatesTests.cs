// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HocBaSo.Signing.Pki.Tests;

public sealed class OfferedCertificatesTests
{
    private static readonly DateTimeOffset s_from = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Read_WhenAPkcs7HoldsTooMany_RefusesBeforeItFollowsTheirIssuers()
    {
        var (some, many) = (Pkcs7Of(20), Pkcs7Of(60));
        _ = Refused(some);
        Assert.Contains("holds 60 certificates", Refused(many).Why, StringComparison.Ordinal);

        // Three times as many are three times the work; each with each is nine times.
        Assert.InRange(Refused(many).Octets / (double)Refused(some).Octets, 1, 5);
    }

    private static (long Octets, string Why) Refused(byte[] piece)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var fault = Assert.Throws<PkiFormatException>(() => OfferedCertificates.Read(piece));
        return (GC.GetAllocatedBytesForCurrentThread() - before, fault.Message);
    }

    // Each issued the next.
    private static byte[] Pkcs7Of(int count)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var generator = X509SignatureGenerator.CreateForECDsa(key);
        var certificates = new X509Certificate2Collection();
        for (var i = 0; i < count; i++)
        {
            var request = new CertificateRequest($"CN=c{i}", key, HashAlgorithmName.SHA256);
            var issuer = new X500DistinguishedName($"CN=c{Math.Max(0, i - 1)}");
            var serial = BitConverter.GetBytes(i + 1);
            certificates.Add(request.Create(issuer, generator, s_from, s_from.AddYears(1), serial));
        }

        return certificates.Export(X509ContentType.Pkcs7)!;
    }
}
