// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pki;

/// <summary>The limits of <see cref="CertificateRequestContent"/>: upper bounds of RFC 5280 A.1 and RFC 2985, and ours on characters.</summary>
public static class CertificateRequestRules
{
    private const int MaximumName = 64;
    private const int MaximumPlace = 128;
    private const int MaximumUserId = 256;
    private const int MaximumUnits = 8;

    /// <summary>Everything that is wrong; empty when a request can be made of it.</summary>
    public static IReadOnlyList<RequestDefect> Check(CertificateRequestContent content)
    {
        var defects = new List<RequestDefect>();
        CheckSubject(content.Subject, defects);
        CheckAlternatives(content, defects);
        if (content.ChallengePassword is { } password)
        {
            var rule =
                password.Length == 0
                    ? "is empty"
                    : RequestText.Readable(password, CertificateRequestContent.MaximumChallengePasswordLength);
            Add("challengePassword", rule, defects);
        }

        return defects;
    }

    private static void CheckSubject(RequestedSubject subject, List<RequestDefect> defects)
    {
        Add("subject.commonName", string.IsNullOrEmpty(subject.CommonName) ? "is missing" : null, defects);
        Text("subject.commonName", subject.CommonName, MaximumName, defects);
        Text("subject.stateOrProvince", subject.StateOrProvince, MaximumPlace, defects);
        Text("subject.locality", subject.Locality, MaximumPlace, defects);
        Text("subject.organization", subject.Organization, MaximumName, defects);
        Text("subject.title", subject.Title, MaximumName, defects);
        Text("subject.userId", subject.UserId, MaximumUserId, defects);
        Text("subject.serialNumber", subject.SerialNumber, MaximumName, defects);
        CheckUnits(subject.OrganizationalUnits, defects);
        if (subject.SerialNumber is { Length: > 0 } serial && !RequestText.IsPrintable(serial))
        {
            Add("subject.serialNumber", "is not a PrintableString", defects);
        }

        if (subject.Country is { Length: > 0 } country)
        {
            var isCode = country.Length == 2 && country.All(char.IsAsciiLetterUpper);
            Add("subject.country", isCode ? null : "is not two capital letters (ISO 3166)", defects);
        }

        if (subject.EmailAddress is { Length: > 0 } mail)
        {
            Add("subject.emailAddress", AlternativeRule(mail, RequestText.Mail), defects);
        }
    }

    private static void CheckUnits(IReadOnlyList<string> units, List<RequestDefect> defects)
    {
        Add(
            "subject.organizationalUnits",
            units.Count > MaximumUnits ? $"are more than {MaximumUnits}" : null,
            defects
        );
        for (var i = 0; i < Math.Min(units.Count, MaximumUnits); i++)
        {
            var field = $"subject.organizationalUnits[{i}]";
            Add(field, string.IsNullOrEmpty(units[i]) ? "is empty" : null, defects);
            Text(field, units[i], MaximumName, defects);
        }
    }

    private static void CheckAlternatives(CertificateRequestContent content, List<RequestDefect> defects)
    {
        var count = content.DnsNames.Count + content.EmailAddresses.Count + content.Uris.Count;
        if (count > CertificateRequestContent.MaximumAlternativeNames)
        {
            Add(
                "dnsNames",
                $"and the others are more than {CertificateRequestContent.MaximumAlternativeNames}",
                defects
            );
            return;
        }

        Alternatives("dnsNames", content.DnsNames, RequestText.Host, defects);
        Alternatives("emailAddresses", content.EmailAddresses, RequestText.Mail, defects);
        Alternatives("uris", content.Uris, RequestText.AbsoluteUri, defects);
    }

    private static void Alternatives(
        string field,
        IReadOnlyList<string> names,
        Func<string, string?> rule,
        List<RequestDefect> defects
    )
    {
        for (var i = 0; i < names.Count; i++)
        {
            Add($"{field}[{i}]", AlternativeRule(names[i], rule), defects);
        }
    }

    private static string? AlternativeRule(string name, Func<string, string?> rule) =>
        name.Length > CertificateRequestContent.MaximumAlternativeNameLength
            ? $"is longer than {CertificateRequestContent.MaximumAlternativeNameLength} octets"
            : rule(name);

    private static void Text(string field, string? value, int maximum, List<RequestDefect> defects)
    {
        if (value is { Length: > 0 })
        {
            Add(field, RequestText.Readable(value, maximum), defects);
        }
    }

    private static void Add(string field, string? rule, List<RequestDefect> defects)
    {
        if (rule is not null)
        {
            defects.Add(new RequestDefect(field, rule));
        }
    }
}
