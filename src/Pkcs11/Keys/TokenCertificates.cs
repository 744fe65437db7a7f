// SPDX-License-Identifier: Apache-2.0
using System.Text;

namespace HocBaSo.Signing.Pkcs11;

/// <summary>Finds the X.509 certificate objects of a token.</summary>
internal static class TokenCertificates
{
    private const int MaximumCertificates = 10_000;

    /// <summary>All of them, or those with a CKA_ID.</summary>
    /// <param name="cryptoki">The module.</param>
    /// <param name="session">The session.</param>
    /// <param name="id">Null for all.</param>
    /// <exception cref="Pkcs11Exception">The token doesn't tell.</exception>
    public static List<TokenCertificate> List(ICryptoki cryptoki, nuint session, byte[]? id = null)
    {
        var template = new List<AttributeValue>(4)
        {
            AttributeValue.Of(Ck.Attribute.Class, Ck.ObjectClass.Certificate),
            AttributeValue.Of(Ck.Attribute.Token, true),
            AttributeValue.Of(Ck.Attribute.CertificateType, Ck.CertificateType.X509),
        };
        if (id is not null)
        {
            template.Add(AttributeValue.Of(Ck.Attribute.Id, id));
        }

        Pkcs11Exception.ThrowIfFailed(
            TokenObjects.Find(cryptoki, session, [.. template], MaximumCertificates, out var handles),
            "C_FindObjects"
        );
        return
        [
            .. handles.Select(handle => new TokenCertificate(
                Convert.ToHexStringLower(Read(handle, Ck.Attribute.Id)),
                Encoding.UTF8.GetString(Read(handle, Ck.Attribute.Label)),
                Read(handle, Ck.Attribute.Value)
            )),
        ];

        byte[] Read(nuint handle, nuint type)
        {
            var code = TokenObjects.Read(cryptoki, session, handle, type, out var value);
            Pkcs11Exception.ThrowIfFailed(code, "C_GetAttributeValue");
            return value;
        }
    }
}
