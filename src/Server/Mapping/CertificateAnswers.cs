// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Administration;
using Wire = HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Mapping;

/// <summary>Writes certificates, and what lies in a token, as messages.</summary>
internal static class CertificateAnswers
{
    private const int MaxCertificates = 10;

    public static Wire.CertificateSummary Summary(X509Certificate2 certificate)
    {
        var (algorithm, bits) = Key(certificate);
        return new Wire.CertificateSummary
        {
            Subject = NameText.OfSubject(certificate),
            Issuer = NameText.OfIssuer(certificate),
            Serial = certificate.SerialNumber,
            Sha256 = ByteString.CopyFrom(SHA256.HashData(certificate.RawDataMemory.Span)),
            NotBefore = certificate.NotBefore.ToUniversalTime().ToTimestamp(),
            NotAfter = certificate.NotAfter.ToUniversalTime().ToTimestamp(),
            KeyAlgorithm = algorithm,
            KeyBits = bits,
        };
    }

    public static Wire.TokenObject Object(string token, TokenObject found)
    {
        var message = new Wire.TokenObject
        {
            Token = token,
            KeyUri = found.KeyUri,
            Id = found.Id,
            Label = found.Label,
            Kind = AdministrationEnums.Write(found.Kind),
        };
        message.Certificates.AddRange(found.Certificates.Take(MaxCertificates).Select(Summary));
        return message;
    }

    // What lies in a token was not checked by us: a key may be of a curve that the platform does not know.
    private static (string Algorithm, int Bits) Key(X509Certificate2 certificate)
    {
        try
        {
            using var ecdsa = certificate.GetECDsaPublicKey();
            using var rsa = certificate.GetRSAPublicKey();
            return ecdsa is not null ? ("EC", ecdsa.KeySize)
                : rsa is not null ? ("RSA", rsa.KeySize)
                : (certificate.PublicKey.Oid.Value ?? "", 0);
        }
        catch (CryptographicException)
        {
            return (certificate.PublicKey.Oid.Value ?? "", 0);
        }
    }
}
