// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pki;
using Wire = HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Mapping;

/// <summary>Reads whom a certificate is asked for, and tells all that is wrong in it at once.</summary>
internal static class CertificateRequestReader
{
    // A status travels in headers, of which some clients take 8 KiB.
    private const int MaxTold = 20;

    /// <summary>The content; <see cref="CertificateRequestRules"/> hold.</summary>
    /// <exception cref="SigningException">
    /// <see cref="SigningErrorKind.InvalidRequest"/>: the message has every defect with its field, the field is that of the first.
    /// </exception>
    public static CertificateRequestContent Read(Wire.CreateCertificateRequestRequest request)
    {
        var names = request.AlternativeNames ?? new Wire.AlternativeNames();
        var content = new CertificateRequestContent
        {
            Subject = Read(request.Subject, "subject"),
            DnsNames = [.. names.DnsNames],
            EmailAddresses = [.. names.EmailAddresses],
            Uris = [.. names.Uris],
            ChallengePassword = OrNull(request.ChallengePassword),
        };
        if (CertificateRequestRules.Check(content) is { Count: > 0 } defects)
        {
            throw new SigningException(SigningErrorKind.InvalidRequest, Told(defects), FieldOf(defects[0]));
        }
        return content;
    }

    private static RequestedSubject Read(Wire.RequestedSubject? subject, string field) =>
        subject is null
            ? throw new SigningException(SigningErrorKind.InvalidRequest, "The subject is missing.", field)
            : new RequestedSubject
            {
                Country = subject.Country.Length == 0 ? "VN" : subject.Country,
                StateOrProvince = OrNull(subject.StateOrProvince),
                Locality = OrNull(subject.Locality),
                Organization = OrNull(subject.Organization),
                OrganizationalUnits = [.. subject.OrganizationalUnits],
                Title = OrNull(subject.Title),
                CommonName = subject.CommonName,
                SerialNumber = OrNull(subject.SerialNumber),
                UserId = OrNull(subject.UserId),
                EmailAddress = OrNull(subject.EmailAddress),
            };

    private static string Told(IReadOnlyList<RequestDefect> defects)
    {
        var told = defects.Take(MaxTold).Select(static defect => $"{FieldOf(defect)} {defect.Message}");
        var more = defects.Count > MaxTold ? $"; and {defects.Count - MaxTold} more" : "";
        return $"{string.Join("; ", told)}{more}.";
    }

    // The protos have names of their own, and three lists in one field.
    private static string FieldOf(RequestDefect defect)
    {
        var field = new StringBuilder();
        foreach (var c in defect.Field)
        {
            _ = char.IsAsciiLetterUpper(c) ? field.Append('_').Append(char.ToLowerInvariant(c)) : field.Append(c);
        }
        return defect.Field.StartsWith("subject", StringComparison.Ordinal) || defect.Field == "challengePassword"
            ? field.ToString()
            : $"alternative_names.{field}";
    }

    private static string? OrNull(string text) => text.Length == 0 ? null : text;
}
