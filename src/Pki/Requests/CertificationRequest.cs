// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HocBaSo.Signing.Pki;

/// <summary>A PKCS#10 request that was read by strict DER rules and whose signature is right (RFC 2986 §4).</summary>
public sealed class CertificationRequest
{
    /// <summary>Longest request that is read, in octets.</summary>
    public const int MaximumLength = 64 << 10;

    private static readonly Asn1Tag s_attributes = new(TagClass.ContextSpecific, 0, isConstructed: true);

    private CertificationRequest() { }

    /// <summary>subject, encoded as Name.</summary>
    public required ReadOnlyMemory<byte> Subject { get; init; }

    /// <summary>subjectPKInfo, DER.</summary>
    public required ReadOnlyMemory<byte> SubjectPublicKeyInfo { get; init; }

    /// <summary>True when there is a challengePassword (RFC 2985 §5.4.1).</summary>
    public required bool HasChallengePassword { get; init; }

    /// <summary>The extensions that are asked for, by OID.</summary>
    internal IReadOnlyDictionary<string, CertificateExtension> Extensions { get; init; } =
        new Dictionary<string, CertificateExtension>();

    /// <summary>Reads a request.</summary>
    /// <param name="request">CertificationRequest, DER, with nothing behind it.</param>
    /// <exception cref="PkiFormatException">It is not a request, breaks a rule of form, or its signature is wrong.</exception>
    public static CertificationRequest Read(ReadOnlyMemory<byte> request)
    {
        if (request.Length > MaximumLength)
        {
            throw new PkiFormatException($"The request is longer than {MaximumLength} octets.");
        }

        try
        {
            return ReadNow(request);
        }
        catch (Exception e) when (e is AsnContentException or CryptographicException)
        {
            throw new PkiFormatException("The request is not PKCS#10 in DER.");
        }
    }

    private static CertificationRequest ReadNow(ReadOnlyMemory<byte> request)
    {
        var outer = new AsnReader(request, AsnEncodingRules.DER);
        var reader = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        var signed = reader.PeekEncodedValue();
        var body = reader.ReadSequence();
        var algorithm = AlgorithmIdentifier.Read(reader);
        var signature = reader.ReadBitString(out var unused);
        reader.ThrowIfNotEmpty();
        if (!body.ReadInteger().IsZero || unused != 0)
        {
            throw new PkiFormatException("The request is not of version 1, or its signature is not whole octets.");
        }

        var subject = body.ReadEncodedValue();
        _ = DistinguishedNames.Normalize(subject);
        var key = body.ReadEncodedValue();
        var (extensions, hasPassword) = ReadAttributes(body.ReadSetOf(s_attributes));
        body.ThrowIfNotEmpty();
        RequireSignature(key, algorithm, signed.Span, signature);
        return new CertificationRequest
        {
            Subject = subject,
            SubjectPublicKeyInfo = key,
            Extensions = extensions,
            HasChallengePassword = hasPassword,
        };
    }

    private static void RequireSignature(
        ReadOnlyMemory<byte> key,
        AlgorithmIdentifier identifier,
        ReadOnlySpan<byte> signed,
        ReadOnlySpan<byte> signature
    )
    {
        var publicKey = PublicKey.CreateFromSubjectPublicKeyInfo(key.Span, out var read);
        var algorithm = SignatureAlgorithms.Resolve(identifier, null, AsnEncodingRules.DER);
        if (read != key.Length || algorithm is not { } known || Digests.IsWeak(known.Digest))
        {
            throw new PkiFormatException("The request is signed with an algorithm that is not accepted.");
        }

        if (!SignatureAlgorithms.Verify(publicKey, known, signed, signature))
        {
            throw new PkiFormatException("The request is not signed with its own key.");
        }
    }

    private static (Dictionary<string, CertificateExtension> Extensions, bool HasPassword) ReadAttributes(
        AsnReader attributes
    )
    {
        var extensions = new Dictionary<string, CertificateExtension>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (attributes.HasData)
        {
            var attribute = attributes.ReadSequence();
            var oid = attribute.ReadObjectIdentifier();
            var values = attribute.ReadSetOf();
            attribute.ThrowIfNotEmpty();
            if (!seen.Add(oid))
            {
                throw new PkiFormatException($"The attribute {oid} is there twice.");
            }

            if (oid == Oids.ExtensionRequest)
            {
                CertificateExtension.ReadAll(values.ReadSequence(), extensions);
                values.ThrowIfNotEmpty();
            }
        }

        return (extensions, seen.Contains(Oids.ChallengePassword));
    }
}
