// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;

namespace HocBaSo.Signing.Pki;

/// <summary>What X509Certificate2 doesn't show of a certificate (RFC 5280 §4.1), read by strict DER rules.</summary>
internal sealed record CertificateStructure
{
    private static readonly Asn1Tag VersionTag = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag IssuerUidTag = new(TagClass.ContextSpecific, 1);
    private static readonly Asn1Tag SubjectUidTag = new(TagClass.ContextSpecific, 2);
    private static readonly Asn1Tag ExtensionsTag = new(TagClass.ContextSpecific, 3, isConstructed: true);

    /// <summary>tbsCertificate, encoded: what the issuer signed.</summary>
    public required ReadOnlyMemory<byte> Tbs { get; init; }

    public required AlgorithmIdentifier SignatureAlgorithm { get; init; }

    public required ReadOnlyMemory<byte> Signature { get; init; }

    public required ReadOnlyMemory<byte> Issuer { get; init; }

    public required ReadOnlyMemory<byte> Subject { get; init; }

    public required ReadOnlyMemory<byte> SerialNumber { get; init; }

    public required DateTimeOffset NotBefore { get; init; }

    public required DateTimeOffset NotAfter { get; init; }

    public required IReadOnlyDictionary<string, CertificateExtension> Extensions { get; init; }

    /// <summary>Reads a certificate, with nothing behind it.</summary>
    /// <exception cref="PkiFormatException">A rule of form is broken.</exception>
    /// <exception cref="AsnContentException">It is not DER.</exception>
    public static CertificateStructure Decode(ReadOnlyMemory<byte> certificate)
    {
        var outer = new AsnReader(certificate, AsnEncodingRules.DER);
        var reader = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        var tbs = reader.PeekEncodedValue();
        var body = reader.ReadSequence();
        var algorithm = AlgorithmIdentifier.Read(reader);
        var signature = reader.ReadBitString(out var unused);
        reader.ThrowIfNotEmpty();
        if (unused != 0)
        {
            throw new PkiFormatException("The signature of a certificate is not whole octets.");
        }

        if (body.PeekTag().HasSameClassAndValue(VersionTag))
        {
            body.ReadEncodedValue();
        }

        var serial = body.ReadIntegerBytes();

        // RFC 5280 §4.1.1.2: the identifier outside, which nobody signs, has to repeat the one inside.
        if (!AlgorithmIdentifier.Read(body).Encoded.Span.SequenceEqual(algorithm.Encoded.Span))
        {
            throw new PkiFormatException("A certificate names two signature algorithms.");
        }

        var issuer = body.ReadEncodedValue();
        var validity = body.ReadSequence();
        var (notBefore, notAfter) = (ReadTime(validity), ReadTime(validity));
        validity.ThrowIfNotEmpty();
        var subject = body.ReadEncodedValue();
        body.ReadEncodedValue();
        return new CertificateStructure
        {
            Tbs = tbs,
            SignatureAlgorithm = algorithm,
            Signature = signature,
            Issuer = issuer,
            Subject = subject,
            SerialNumber = serial,
            NotBefore = notBefore,
            NotAfter = notAfter,
            Extensions = ReadExtensions(body),
        };
    }

    /// <summary>The value of an extension; empty when it isn't there.</summary>
    public ReadOnlyMemory<byte> ExtensionValue(string oid) =>
        Extensions.TryGetValue(oid, out var extension) ? extension.Value : default;

    /// <summary>UTCTime until 2049, GeneralizedTime after (RFC 5280 §4.1.2.5).</summary>
    internal static DateTimeOffset ReadTime(AsnReader reader) =>
        reader.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime)
            ? reader.ReadUtcTime(twoDigitYearMax: 2049)
            : reader.ReadGeneralizedTime();

    private static Dictionary<string, CertificateExtension> ReadExtensions(AsnReader body)
    {
        var extensions = new Dictionary<string, CertificateExtension>();
        Skip(body, IssuerUidTag);
        Skip(body, SubjectUidTag);
        if (!body.HasData)
        {
            return extensions;
        }

        var wrapper = body.ReadSequence(ExtensionsTag);
        body.ThrowIfNotEmpty();
        CertificateExtension.ReadAll(wrapper.ReadSequence(), extensions);
        wrapper.ThrowIfNotEmpty();
        return extensions;
    }

    private static void Skip(AsnReader body, Asn1Tag tag)
    {
        if (body.HasData && body.PeekTag().HasSameClassAndValue(tag))
        {
            body.ReadEncodedValue();
        }
    }
}
