// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace HocBaSo.Signing.Server.Callers;

/// <summary>Which certificate is whose. Immutable.</summary>
internal sealed class ClientDirectory(IReadOnlyList<ClientOptions> clients)
{
    private readonly ILookup<(ClientCertificateRuleKind, string), Caller> _clients = clients
        .Select(static client => new Caller(client))
        .SelectMany(static caller => caller.Client.Certificates.Select(rule => (Key: KeyOf(rule), Caller: caller)))
        .ToLookup(static entry => entry.Key, static entry => entry.Caller);

    /// <summary>The clients that the certificate fits: one, or none; several are a mistake that the configuration could not show.</summary>
    public IReadOnlyList<Caller> Find(PresentedCertificate presented) =>
        [
            .. NamesOf(presented.Certificate)
                .Prepend((ClientCertificateRuleKind.Sha256, presented.Sha256.ToUpperInvariant()))
                .SelectMany(key => _clients[key])
                .Distinct(),
        ];

    /// <summary>The rule in the form in which it is compared; null when its value is none of its kind.</summary>
    public static string? Normalize(ClientCertificateRule rule) =>
        rule.Kind switch
        {
            ClientCertificateRuleKind.Sha256 => IsSha256(rule.Value) ? rule.Value.ToUpperInvariant() : null,
            ClientCertificateRuleKind.Subject => DistinguishedName.OfText(rule.Value),
            ClientCertificateRuleKind.Uri => Uri.TryCreate(rule.Value, UriKind.Absolute, out _) ? rule.Value : null,
            _ => Uri.CheckHostName(rule.Value) == UriHostNameType.Dns ? rule.Value.ToUpperInvariant() : null,
        };

    private static (ClientCertificateRuleKind, string) KeyOf(ClientCertificateRule rule) =>
        (rule.Kind, Normalize(rule) ?? throw new FormatException("The options were not checked."));

    // None of a certificate whose names are not strict DER: it can only be named as a whole.
    private static (ClientCertificateRuleKind, string)[] NamesOf(X509Certificate2 certificate)
    {
        try
        {
            return [.. KeysOf(certificate)];
        }
        catch (AsnContentException)
        {
            return [];
        }
    }

    private static IEnumerable<(ClientCertificateRuleKind, string)> KeysOf(X509Certificate2 certificate)
    {
        var subject = DistinguishedName.OfName(certificate.SubjectName.RawData);
        yield return (ClientCertificateRuleKind.Subject, subject);
        var names = AlternativeNames.Of(certificate);
        foreach (var uri in names.Uris)
        {
            yield return (ClientCertificateRuleKind.Uri, uri);
        }
        foreach (var dns in names.Dns)
        {
            yield return (ClientCertificateRuleKind.Dns, dns.ToUpperInvariant());
        }
    }

    private static bool IsSha256(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigit);
}
