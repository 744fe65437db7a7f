// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Pki;

namespace HocBaSo.Signing.TestKit;

/// <summary>
/// A chain of authorities by name alone, made to be slow: the moduli and the signatures are random, the exponents as long as
/// they may be. Nobody has such keys, and whoever looks for a path computes with each of them before that shows.
/// </summary>
public sealed class HostilePath
{
    private readonly List<X509Certificate2> _authorities = [];
    private readonly RandomGenerator _generator;
    private readonly bool _namesakes;

    /// <summary>Makes the chain.</summary>
    /// <param name="authorities">How many.</param>
    /// <param name="bits">Of each modulus.</param>
    /// <param name="exponentOctets">Of each exponent.</param>
    /// <param name="namesakes">All bear one name, so that each may have issued all others.</param>
    public HostilePath(int authorities, int bits = 16_384, int exponentOctets = 8, bool namesakes = false)
    {
        _namesakes = namesakes;
        _generator = new RandomGenerator(bits, exponentOctets);
        for (var i = 0; i < authorities; i++)
        {
            var request = new CertificateRequest(
                new X500DistinguishedName(NameOf(i)),
                new RandomGenerator(bits, exponentOctets).PublicKey,
                HashAlgorithmName.SHA256
            );
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
            _authorities.Add(Issuer(i).Issue(request, TestPki.Life));
        }
    }

    /// <summary>The first is the root, the last one issues.</summary>
    public IReadOnlyList<X509Certificate2> Authorities => _authorities;

    /// <summary>A time-stamping authority with a certificate of its own below the last one.</summary>
    public TestTimestampAuthority NewTimestampAuthority() =>
        new(
            TestKey.Ec(),
            key =>
                DevelopmentPki.CreateTimestampAuthority(
                    "CN=TSA",
                    key.PublicKey,
                    Issuer(_authorities.Count),
                    TestPki.Life
                ),
            TimeProvider.System
        );

    /// <summary>A token of an authority below the last one, with the newest of the chain in it.</summary>
    public async ValueTask<byte[]> StampAsync(ReadOnlyMemory<byte> data, int certificates)
    {
        var cms = new SignedCms();
        cms.Decode(await NewTimestampAuthority().StampAsync(data));
        foreach (var authority in _authorities.TakeLast(certificates))
        {
            cms.AddCertificate(authority);
        }
        return cms.Encode();
    }

    /// <summary>A person's certificate below the last one.</summary>
    public X509Certificate2 NewPerson(PublicKey key) =>
        DevelopmentPki.CreatePerson(new PersonName("An", "", ""), key, Issuer(_authorities.Count), TestPki.Life);

    private string NameOf(int authority) => _namesakes ? "CN=CA" : $"CN=CA {authority}";

    private CertificateIssuer Issuer(int below)
    {
        var name = new X500DistinguishedName(NameOf(Math.Max(0, below - 1)));
        var request = new CertificateRequest(name, _generator.PublicKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(
            new X509SubjectKeyIdentifierExtension(TestKey.Ec().PublicKey, critical: false)
        );
        var issuer = request.Create(name, _generator, TestPki.Life.From, TestPki.Life.Until, [1]);
        return new CertificateIssuer(issuer, _generator);
    }

    private sealed class RandomGenerator(int bits, int exponentOctets) : X509SignatureGenerator
    {
        public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm) =>
            Convert.FromHexString("300D06092A864886F70D01010B0500");

        // Below the modulus: a greater value is refused without arithmetic.
        public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) => Random(0x3F);

        protected override PublicKey BuildPublicKey()
        {
            var modulus = Random(0xFF);
            modulus[0] |= 0xC0;
            modulus[^1] |= 1;
            var exponent = new byte[exponentOctets];
            exponent.AsSpan().Fill(0xFF);
            var writer = new AsnWriter(AsnEncodingRules.DER);
            using (writer.PushSequence())
            {
                writer.WriteIntegerUnsigned(modulus);
                writer.WriteIntegerUnsigned(exponent);
            }
            return new PublicKey(
                new Oid("1.2.840.113549.1.1.1"),
                new AsnEncodedData([0x05, 0x00]),
                new AsnEncodedData(writer.Encode())
            );
        }

        private byte[] Random(byte mask)
        {
            var octets = RandomNumberGenerator.GetBytes(bits / 8);
            octets[0] &= mask;
            return octets;
        }
    }
}
