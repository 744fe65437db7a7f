// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pki;
using Wire = HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Mapping;

/// <summary>Reads whom a certificate is asked for. What each attribute may hold is checked again where the request is made.</summary>
internal static class CertificateRequestReader
{
    private const int MaxUnits = 8;

    /// <summary>The content within the limits of the protos.</summary>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.InvalidRequest"/> with the field.</exception>
    public static CertificateRequestContent Read(Wire.CreateCertificateRequestRequest request)
    {
        var names = request.AlternativeNames ?? new Wire.AlternativeNames();
        RequireNames(names, "alternative_names");
        RequestText.Require(
            request.ChallengePassword.Length <= CertificateRequestContent.MaximumChallengePasswordLength,
            $"A challenge password has at most {CertificateRequestContent.MaximumChallengePasswordLength} characters.",
            "challenge_password"
        );
        return new CertificateRequestContent
        {
            Subject = Read(request.Subject, "subject"),
            DnsNames = [.. names.DnsNames],
            EmailAddresses = [.. names.EmailAddresses],
            Uris = [.. names.Uris],
            ChallengePassword = OrNull(request.ChallengePassword),
        };
    }

    private static RequestedSubject Read(Wire.RequestedSubject? subject, string field)
    {
        if (subject is null)
        {
            throw new SigningException(SigningErrorKind.InvalidRequest, "The subject is missing.", field);
        }
        var country = subject.Country.Length == 0 ? "VN" : subject.Country;
        RequestText.Require(
            country is [>= 'A' and <= 'Z', >= 'A' and <= 'Z'],
            "A country has two capital letters.",
            field + ".country"
        );
        RequestText.Require(
            subject.OrganizationalUnits.Count <= MaxUnits,
            $"A subject has at most {MaxUnits} units.",
            field + ".organizational_units"
        );
        return new RequestedSubject
        {
            Country = country,
            StateOrProvince = Optional(subject.StateOrProvince, 128, field + ".state_or_province"),
            Locality = Optional(subject.Locality, 128, field + ".locality"),
            Organization = Optional(subject.Organization, 64, field + ".organization"),
            OrganizationalUnits =
            [
                .. subject.OrganizationalUnits.Select(
                    (unit, i) => Required(unit, 64, $"{field}.organizational_units[{i}]")
                ),
            ],
            Title = Optional(subject.Title, 64, field + ".title"),
            CommonName = Required(subject.CommonName, 64, field + ".common_name"),
            SerialNumber = Optional(subject.SerialNumber, 64, field + ".serial_number"),
            UserId = Optional(subject.UserId, 256, field + ".user_id"),
            EmailAddress = Optional(subject.EmailAddress, 255, field + ".email_address"),
        };
    }

    private static void RequireNames(Wire.AlternativeNames names, string field)
    {
        var all = names.DnsNames.Concat(names.EmailAddresses).Concat(names.Uris).ToList();
        RequestText.Require(
            all.Count <= CertificateRequestContent.MaximumAlternativeNames,
            $"There are at most {CertificateRequestContent.MaximumAlternativeNames} alternative names.",
            field
        );
        RequestText.Require(
            all.TrueForAll(static name =>
                name.Length is > 0 and <= CertificateRequestContent.MaximumAlternativeNameLength
                && name.All(static c => c is > ' ' and <= '~')
            ),
            $"An alternative name has 1 to {CertificateRequestContent.MaximumAlternativeNameLength} ASCII characters without spaces.",
            field
        );
    }

    private static string Required(string text, int length, string field)
    {
        AdministrationText.RequireLine(text, length, field);
        return text;
    }

    private static string? Optional(string text, int length, string field) =>
        text.Length == 0 ? null : Required(text, length, field);

    private static string? OrNull(string text) => text.Length == 0 ? null : text;
}
