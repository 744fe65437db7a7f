// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pki;

/// <summary>
/// Whether a certificate is what was asked for. Authorities add to and leave out of a subject by rules of their own, which is
/// a warning; another common name, or one more, is another person, and refused.
/// </summary>
internal static class RequestRules
{
    public static void Check(X509Certificate2 certificate, ReadOnlyMemory<byte> request, InstallFindings findings)
    {
        if (request.IsEmpty)
        {
            return;
        }

        var asked = NameAttribute.ReadAll(CertificationRequest.Read(request).Subject);
        var given = NameAttribute.ReadAll(certificate.SubjectName.RawData);
        if (!NamesOf(asked).SetEquals(NamesOf(given)))
        {
            findings.Refuse(
                CertificateDefectKind.Subject,
                $"The request is for CN={string.Join(", CN=", NamesOf(asked))}, the certificate for {NameText.OfSubject(certificate)}."
            );
        }
        foreach (var attribute in asked.Except(given).Where(static a => a.Type != Oids.CommonName))
        {
            findings.Warn(
                CertificateDefectKind.Subject,
                $"The request says {attribute.Name}={attribute.Value}, which the certificate doesn't repeat."
            );
        }
    }

    // One more is one more person that the certificate speaks for.
    private static HashSet<string> NamesOf(List<NameAttribute> name) =>
        [.. name.Where(static a => a.Type == Oids.CommonName).Select(static a => a.Value)];
}
