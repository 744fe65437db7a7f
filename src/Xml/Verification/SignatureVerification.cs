// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Xml.Signatures;
using HocBaSo.Signing.Xml.Syntax;

namespace HocBaSo.Signing.Xml.Verification;

/// <summary>One signature of a document: what it holds, and what was found of it. Integrity first; trust is decided afterwards.</summary>
internal sealed class SignatureVerification(DocumentParts parts, int element)
{
    private readonly XmlTree _tree = parts.Tree;

    public int Element => element;

    public Verdict Verdict { get; } = new();

    /// <summary>Null when its form is broken.</summary>
    public ParsedSignature? Parsed { get; private set; }

    /// <summary>Null when it has none; else those that this signature covers.</summary>
    public SignatureProperties? Properties { get; private set; }

    public KeyMaterial Keys { get; private set; } = new();

    /// <summary>The certificate of the signer; null when it is not known.</summary>
    public KnownCertificate? Signer { get; private set; }

    /// <summary>The value with the key that it verifies with; null when none does.</summary>
    public CheckedValue? CheckedValue { get; private set; }

    /// <summary>The timestamp that passed.</summary>
    public TimestampReport? Timestamp { get; private set; }

    /// <summary>From the signer to the anchor; empty until a path was found.</summary>
    public IReadOnlyList<X509Certificate2> Path { get; set; } = [];

    /// <summary>The earliest time at which it is proved to have existed; null when nothing proves one.</summary>
    public DateTimeOffset? ProvedTime { get; set; }

    /// <summary>Everything but trust: form, references, value, and the timestamps.</summary>
    public void CheckIntegrity()
    {
        try
        {
            Parsed = parts.Parser.Parse(element);
            Properties = parts.Xades.Read(Parsed) ?? parts.Dscks.Read(Parsed);
            CheckReferences(Parsed);
            CheckProperties(Parsed);
            Keys = parts.Keys.Read(Parsed.KeyInfo);
            CheckValue(Parsed);
            if (Properties is not null)
            {
                Timestamp = parts.Timestamps.Check(Parsed, Properties, Verdict);
                ProvedTime = Timestamp?.Time;
            }
        }
        catch (VerificationFaultException fault)
        {
            Verdict.Add(fault);
        }
    }

    /// <summary>True when what a good Reference of this signature covers has that element in it.</summary>
    public bool Covers(int other)
    {
        foreach (var reference in Parsed?.AllReferences ?? [])
        {
            if (reference.Matches && IsIn(reference, other))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>True for a Reference to the signature's own properties: not to data.</summary>
    public bool IsOfProperties(ParsedReference reference) =>
        Properties is not null && reference.Target == Properties.SignedElement;

    private bool IsIn(ParsedReference reference, int other) =>
        (reference.Target < 0 || _tree.IsWithin(other, reference.Target))
        && reference.Excluded switch
        {
            DigestKey.Nothing => true,
            DigestKey.AllSignatures => !parts.IsInSignature(other),
            var signature => !_tree.IsWithin(other, signature),
        };

    private void CheckReferences(ParsedSignature parsed)
    {
        foreach (var reference in parsed.References)
        {
            parts.References.Check(parsed, reference, Verdict);
        }
        if (CoversNoData(parsed))
        {
            Verdict.Fail(SubIndication.SignedDataNotFound, "The signature covers no data.");
        }
    }

    private bool CoversNoData(ParsedSignature parsed)
    {
        foreach (var reference in parsed.References)
        {
            if (!IsOfProperties(reference))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>The properties have to be this signature's, and signed by it; else they are nobody's claim (EN 319 132-1 §4.4.2).</summary>
    private void CheckProperties(ParsedSignature parsed)
    {
        var covering = 0;
        foreach (var reference in parsed.References)
        {
            var isTyped = reference.Type == XmlNames.SignedPropertiesType;
            var isOfProperties = IsOfProperties(reference);
            if (isOfProperties && (isTyped || !Properties!.IsXades) && reference.Excluded == DigestKey.Nothing)
            {
                covering++;
            }
            else if (isOfProperties || isTyped)
            {
                throw VerificationFaultException.Format(
                    "A Reference to SignedProperties leads to others, or lacks the Type."
                );
            }
        }
        if (Properties is not null && covering != 1)
        {
            throw VerificationFaultException.Format("The signature does not cover its own properties.");
        }
    }

    private void CheckValue(ParsedSignature parsed)
    {
        if (parsed.Method is not { } method)
        {
            Verdict.Unsupported(
                $"The signature algorithm {TransformParser.Shown(parsed.MethodUri)} is not computed here.",
                SubIndication.CryptoConstraintsFailure
            );
            return;
        }
        var digest = parts.Digests.Of(
            new DigestKey(parsed.SignedInfo, parsed.Canonicalization, DigestKey.Nothing, method.Digest)
        );
        if (KeyOfValue(parsed, method, digest) is not { } key)
        {
            return;
        }
        if (DigestMethods.IsWeak(method.Digest))
        {
            Verdict.Weak($"{DigestMethods.Spell(method.Digest)} is too weak.");
        }
        if (key.Facts.IsWeak)
        {
            Verdict.Weak($"An RSA key of {key.Facts.Bits} bits is too short.");
        }
    }

    /// <summary>The key that the value verifies with; null when none does, which the verdict then knows.</summary>
    private PublicKeyPool? KeyOfValue(ParsedSignature parsed, SignatureMethod method, byte[] digest)
    {
        var candidates = Candidates();
        foreach (var candidate in candidates)
        {
            if (candidate.Key is { } key && Verifies(key, method, digest, parsed.Value))
            {
                Signer = candidate;
                CheckOneKey(key);
                return key;
            }
        }
        if (Keys.Certificates.Count == 0 && Keys.KeyValue is { } bare)
        {
            if (Verifies(bare, method, digest, parsed.Value))
            {
                return bare;
            }
            Verdict.Fail(SubIndication.SigCryptoFailure, "The signature value does not verify.");
            return null;
        }
        Signer ??= candidates.FirstOrDefault();
        ExplainWithoutKey(candidates);
        return null;
    }

    private bool Verifies(PublicKeyPool key, SignatureMethod method, byte[] digest, byte[] value)
    {
        parts.Budget.Charge(key.Facts.Cost);
        var algorithm = new SignatureAlgorithm(method.Scheme, method.Digest);
        if (
            !parts.Context.IsChecked(key.PublicKeyInfo.Span, algorithm, digest, value)
            && !key.Verify(method, digest, value)
        )
        {
            return false;
        }
        CheckedValue = new CheckedValue(key.PublicKeyInfo, algorithm, digest, value);
        return true;
    }

    /// <summary>The certificate that the signed properties name; without such a name, every one in KeyInfo.</summary>
    private List<KnownCertificate> Candidates()
    {
        if (Properties?.SigningCertificate is not { } named)
        {
            return [.. Keys.Certificates.Distinct()];
        }
        if (named.Digest is not { } digest)
        {
            throw VerificationFaultException.Unsupported("The digest of the signing certificate is not computed here.");
        }
        if (DigestMethods.IsWeak(digest))
        {
            Verdict.Weak($"{DigestMethods.Spell(digest)} is too weak.");
        }
        var found = Keys.Certificates.Find(c => c.HasDigest(digest, named.Value));
        return found is not null
            ? [found]
            : throw new VerificationFaultException(
                Integrity.Broken,
                SubIndication.NoSigningCertificateFound,
                "KeyInfo does not hold the certificate that the signature names."
            );
    }

    /// <summary>Whose signature it is must not depend on which of two certificates or keys is looked at.</summary>
    private void CheckOneKey(PublicKeyPool key)
    {
        if (Keys.KeyValue is { } bare && !bare.HasSameKey(key))
        {
            Verdict.Fail(SubIndication.FormatFailure, "The KeyValue is not the key of the certificate.");
        }
        if (Properties?.SigningCertificate is not null)
        {
            return;
        }
        foreach (var other in Keys.Certificates)
        {
            if (other != Signer && other.Key is { } same && same.HasSameKey(key))
            {
                Verdict.Fail(
                    SubIndication.NoSigningCertificateFound,
                    "KeyInfo holds two certificates of the same key."
                );
            }
        }
    }

    private void ExplainWithoutKey(List<KnownCertificate> candidates)
    {
        if (candidates.Exists(static c => c.Key is not null))
        {
            Verdict.Fail(SubIndication.SigCryptoFailure, "The signature value does not verify.");
            return;
        }
        Verdict.Unsupported(
            candidates.Count > 0
                ? "The key of the certificate is of a kind that is not used here."
                : Keys.Unsupported ?? "The signature carries no key.",
            SubIndication.NoSigningCertificateFound
        );
    }
}
