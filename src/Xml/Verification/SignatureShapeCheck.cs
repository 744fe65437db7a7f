// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Security.Cryptography;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Xml.Canonicalization;
using HocBaSo.Signing.Xml.Signatures;
using HocBaSo.Signing.Xml.Syntax;

namespace HocBaSo.Signing.Xml.Verification;

/// <summary>Compares a signature with the two shapes that are written here (SIGNATURE-SHAPES.md): neither more nor less may stand in it.</summary>
internal sealed partial class SignatureShapeCheck(
    XmlTree tree,
    SignatureVerification signature,
    ParsedSignature parsed,
    SignatureProperties properties
)
{
    private readonly ShapeReader _shape = new(tree);
    private readonly bool _isXades = properties.IsXades;
    private readonly string _canonicalization = CanonicalizationUri.Of(
        properties.IsXades ? CanonicalizationMethod.Exclusive : CanonicalizationMethod.Inclusive10
    );

    private string _digestUri = "";

    private static ReadOnlySpan<byte> Dsig => XmlNames.DsigUtf8;

    private static ReadOnlySpan<byte> Xades => XmlNames.XadesUtf8;

    /// <summary>Compares everything.</summary>
    /// <exception cref="VerificationFaultException">It differs.</exception>
    public void Check()
    {
        _shape.RequireNoMixedContent(parsed.Element);
        _shape.Attribute(parsed.Element, "Id"u8, parsed.Id);
        if (parsed.Method is not { } method || DigestMethods.IsWeak(method.Digest))
        {
            throw _shape.Differs(parsed.SignedInfo);
        }
        _digestUri = AlgorithmUris.Of(method.Digest);
        CheckSignedInfo(method);
        _shape.Attribute(parsed.ValueElement, "Id"u8, PlannedSignature.SignatureValueId(parsed.Id));
        _shape.Base64Text(parsed.ValueElement, parsed.Value);
        CheckKeyInfo();
        if (parsed.Objects.Count != 1)
        {
            throw _shape.Differs(parsed.Element);
        }
        if (_isXades)
        {
            CheckXades(parsed.Objects[0]);
        }
        else
        {
            CheckDscks(parsed.Objects[0]);
        }
        CheckRole();
    }

    private void CheckSignedInfo(SignatureMethod method)
    {
        _shape.Bare(parsed.SignedInfo);
        var canonicalization = _shape.First(parsed.SignedInfo, Dsig, "CanonicalizationMethod"u8);
        _shape.Algorithm(canonicalization, _canonicalization);
        var algorithm = new SignatureAlgorithm(method.Scheme, method.Digest);
        _shape.Algorithm(_shape.Next(canonicalization, Dsig, "SignatureMethod"u8), AlgorithmUris.Of(algorithm));
        for (var i = 0; i < parsed.References.Count; i++)
        {
            CheckReference(parsed.References[i], i);
        }
    }

    private void CheckReference(ParsedReference reference, int index)
    {
        var isLast = index == parsed.References.Count - 1;
        if (!_isXades)
        {
            _shape.Attribute(reference.Element, "URI"u8, isLast ? "#ST-" + parsed.Id : reference.Uri!);
        }
        else if (isLast)
        {
            _shape.Attributes(reference.Element, "Type"u8, XmlNames.SignedPropertiesType, "URI"u8, "#SP-" + parsed.Id);
        }
        else
        {
            _shape.Attributes(reference.Element, "Id"u8, ReferenceId(index), "URI"u8, reference.Uri!);
        }
        var method = CheckTransforms(reference, reference.Target == Canonicalizer.WholeDocument);
        _shape.Algorithm(method, _digestUri);
        _shape.Base64(reference.DigestValueElement, reference.DigestValue);
    }

    /// <summary>Returns the ds:DigestMethod that follows.</summary>
    private int CheckTransforms(ParsedReference reference, bool isEnveloped)
    {
        if (!_isXades && !isEnveloped)
        {
            return _shape.First(reference.Element, Dsig, "DigestMethod"u8);
        }
        var transforms = _shape.First(reference.Element, Dsig, "Transforms"u8);
        _shape.Bare(transforms);
        var last = -1;
        if (isEnveloped)
        {
            last = _shape.First(transforms, Dsig, "Transform"u8);
            _shape.Algorithm(last, XmlNames.EnvelopedSignature);
        }
        if (_isXades)
        {
            last = last < 0 ? _shape.First(transforms, Dsig, "Transform"u8) : _shape.Next(last, Dsig, "Transform"u8);
            _shape.Algorithm(last, _canonicalization);
        }
        _shape.Last(last);
        return _shape.Next(transforms, Dsig, "DigestMethod"u8);
    }

    /// <summary>The signer first, then issuers, none of them twice.</summary>
    private void CheckKeyInfo()
    {
        if (parsed.KeyInfo < 0)
        {
            throw _shape.Differs(parsed.Element);
        }
        _shape.Bare(parsed.KeyInfo);
        var data = _shape.Only(parsed.KeyInfo, Dsig, "X509Data"u8);
        _shape.Bare(data);
        var at = tree.FirstChild(data);
        var certificates = signature.Keys.Certificates;
        for (var i = 0; i < certificates.Count; i++, at = tree.NextSibling(at))
        {
            if (at != signature.Keys.CertificateElements[i])
            {
                throw _shape.Differs(data);
            }
            _shape.Bare(at);
            _shape.Text(at, certificates[i].Base64);
        }
        if (
            at >= 0
            || certificates.Count == 0
            || (signature.Signer is not null && certificates[0] != signature.Signer)
            || HasTwice(certificates)
        )
        {
            throw _shape.Differs(data);
        }
    }

    /// <summary><c>ROLE[:SUBJECT]</c>, and for a replacement <c>;capacity=…;on_behalf_of=…</c>.</summary>
    private void CheckRole()
    {
        var parts = properties.ClaimedRole!.Split(';', 3);
        var isWhole =
            parts.Length == 1
            || (
                parts.Length == 3
                && parts[1] is "capacity=KT" or "capacity=SIGNED_IN_PLACE_OF"
                && parts[2].StartsWith("on_behalf_of=", StringComparison.Ordinal)
            );
        if (!isWhole || properties.SigningTime is null)
        {
            throw VerificationFaultException.Format("The claimed role or the signing time has another form than here.");
        }
    }

    // at most as many as the options allow in one KeyInfo
    private static bool HasTwice(List<KnownCertificate> certificates)
    {
        for (var i = 1; i < certificates.Count; i++)
        {
            if (certificates.IndexOf(certificates[i], 0, i) >= 0)
            {
                return true;
            }
        }
        return false;
    }

    private string ReferenceId(int index) => string.Create(CultureInfo.InvariantCulture, $"R{index}-{parsed.Id}");

    private static byte[] Octets((HashAlgorithmName? Digest, byte[] Value)? named) => named?.Value ?? [];
}
