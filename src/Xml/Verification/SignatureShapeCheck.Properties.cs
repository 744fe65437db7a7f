// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Xml.Signatures;

namespace HocBaSo.Signing.Xml.Verification;

/// <content>The ds:Object of each shape.</content>
internal sealed partial class SignatureShapeCheck
{
    private void CheckXades(int container)
    {
        _shape.Bare(container);
        var qualifying = _shape.Only(container, Xades, "QualifyingProperties"u8);
        _shape.Attribute(qualifying, "Target"u8, "#" + parsed.Id);
        var signed = _shape.First(qualifying, Xades, "SignedProperties"u8);
        _shape.Attribute(signed, "Id"u8, "SP-" + parsed.Id);
        var ofSignature = _shape.First(signed, Xades, "SignedSignatureProperties"u8);
        _shape.Bare(ofSignature);
        CheckSignatureProperties(ofSignature);
        var ofData = _shape.Next(ofSignature, Xades, "SignedDataObjectProperties"u8);
        _shape.Bare(ofData);
        _shape.Last(ofData);
        CheckDataFormats(ofData);
        if (tree.NextSibling(signed) >= 0)
        {
            CheckTimestamp(_shape.Next(signed, Xades, "UnsignedProperties"u8));
        }
    }

    private void CheckSignatureProperties(int parent)
    {
        var time = _shape.First(parent, Xades, "SigningTime"u8);
        _shape.Bare(time);
        var certificate = _shape.Next(time, Xades, "SigningCertificateV2"u8);
        _shape.Bare(certificate);
        var one = _shape.Only(certificate, Xades, "Cert"u8);
        _shape.Bare(one);
        var digest = _shape.Only(one, Xades, "CertDigest"u8);
        _shape.Bare(digest);
        var method = _shape.First(digest, Dsig, "DigestMethod"u8);
        _shape.Algorithm(method, _digestUri);
        _shape.Base64(_shape.Next(method, Dsig, "DigestValue"u8), Octets(properties.SigningCertificate));
        var role = _shape.Next(certificate, Xades, "SignerRoleV2"u8);
        _shape.Bare(role);
        _shape.Last(role);
        var roles = _shape.Only(role, Xades, "ClaimedRoles"u8);
        _shape.Bare(roles);
        _shape.Bare(_shape.Only(roles, Xades, "ClaimedRole"u8));
    }

    /// <summary>One for each Reference to data (EN 319 132-1 §5.2.4).</summary>
    private void CheckDataFormats(int parent)
    {
        var last = -1;
        for (var i = 0; i < parsed.References.Count - 1; i++)
        {
            last =
                last < 0
                    ? _shape.First(parent, Xades, "DataObjectFormat"u8)
                    : _shape.Next(last, Xades, "DataObjectFormat"u8);
            _shape.Attribute(last, "ObjectReference"u8, "#" + ReferenceId(i));
            var type = _shape.Only(last, Xades, "MimeType"u8);
            _shape.Bare(type);
            _shape.Text(type, "text/xml"u8);
        }
        _shape.Last(last);
    }

    private void CheckTimestamp(int unsigned)
    {
        _shape.Bare(unsigned);
        var ofSignature = _shape.Only(unsigned, Xades, "UnsignedSignatureProperties"u8);
        _shape.Bare(ofSignature);
        var timestamp = _shape.Only(ofSignature, Xades, "SignatureTimeStamp"u8);
        _shape.Bare(timestamp);
        var method = _shape.First(timestamp, Dsig, "CanonicalizationMethod"u8);
        _shape.Algorithm(method, _canonicalization);
        var token = _shape.Next(method, Xades, "EncapsulatedTimeStamp"u8);
        _shape.Last(token);
        _shape.Base64(token, Base64Content.Decode(tree, token, Pki.TimestampTokenVerifier.MaxTokenLength));
    }

    private void CheckDscks(int container)
    {
        _shape.Attribute(container, "Id"u8, "ST-" + parsed.Id);
        var all = _shape.Only(container, Dsig, "SignatureProperties"u8);
        _shape.Bare(all);
        var one = _shape.Only(all, Dsig, "SignatureProperty"u8);
        _shape.Attribute(one, "Target"u8, "#" + parsed.Id);
        var time = _shape.First(one, XmlNames.SignaturePropertiesUtf8, "SigningTime"u8);
        _shape.Bare(time);
        var role = _shape.Next(time, XmlNames.SignaturePropertiesUtf8, "ClaimedRole"u8);
        _shape.Bare(role);
        _shape.Last(role);
    }
}
