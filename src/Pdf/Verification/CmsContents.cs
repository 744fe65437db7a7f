// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pki;

namespace HocBaSo.Signing.Pdf.Verification;

/// <summary>The CMS value in /Contents: one signer, nothing behind it but zeros.</summary>
/// <param name="Data">The SignedData.</param>
/// <param name="Signer">Its one SignerInfo.</param>
internal sealed record CmsContents(CmsSignedData Data, CmsSignerInfo Signer)
{
    private const int MaxCertificates = 32;

    /// <summary>Other people's signatures are often BER.</summary>
    public const AsnEncodingRules Rules = AsnEncodingRules.BER;

    /// <summary>The value without its padding.</summary>
    /// <exception cref="VerificationFaultException">Something other than zeros is behind it.</exception>
    public static ReadOnlyMemory<byte> WithoutPadding(ReadOnlyMemory<byte> contents)
    {
        AsnDecoder.ReadEncodedValue(contents.Span, Rules, out _, out _, out var consumed);
        return !contents.Span[consumed..].ContainsAnyExcept((byte)0)
            ? contents[..consumed]
            : throw VerificationFaultException.Format("Something other than zeros stands behind the CMS value.");
    }

    /// <summary>Reads the value of a detached signature.</summary>
    /// <exception cref="VerificationFaultException">A rule of form is broken.</exception>
    public static CmsContents Read(ReadOnlyMemory<byte> contents)
    {
        var data = CmsSignedData.Decode(WithoutPadding(contents), Rules);
        if (data.SignerInfos is not [var signer])
        {
            throw VerificationFaultException.Format(
                $"The CMS value has {data.SignerInfos.Count} signers where exactly one is allowed."
            );
        }
        if (data.EContent is not null)
        {
            throw VerificationFaultException.Format(
                "The CMS value holds content of its own (eContent), but is detached."
            );
        }
        if (data.EContentType != Oids.Data)
        {
            throw VerificationFaultException.Format("The content type of the CMS value is not id-data.");
        }
        if (data.Certificates.Count > MaxCertificates)
        {
            throw VerificationFaultException.Format($"The CMS value holds more than {MaxCertificates} certificates.");
        }
        return new CmsContents(data, signer);
    }

    /// <summary>The values of an unsigned attribute.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> UnsignedValues(string type) =>
        Signer.ReadUnsignedAttributes(Rules).Where(a => a.Type == type).SelectMany(static a => a.Values);
}
