// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pki;
using HocBaSo.Signing.Server.Configuration;

namespace HocBaSo.Signing.Server.Hosting;

/// <summary>
/// Whose status is asked for before an identity signs: its own certificate, and those of its issuers up to the anchor that say
/// whom to ask. The worst answer counts: a revoked issuer revokes, one that nobody knows of makes the whole unknown.
/// </summary>
internal sealed class PathStatus
{
    private static readonly CertificateStatusAnswer s_noIssuer = new(
        CertificateStatus.Unknown,
        "The certificate's issuer is not configured."
    );

    // The signing certificate first; none when its issuer isn't configured.
    private readonly StatusSubject[] _subjects;

    private PathStatus(StatusSubject[] subjects) => _subjects = subjects;

    /// <summary>Reads the chain of an identity.</summary>
    /// <param name="identity">Whose certificate; its URLs are for the signing certificate alone.</param>
    /// <param name="catalog">Its anchors may be the issuers.</param>
    /// <param name="http">Where this server's own responder answers.</param>
    /// <param name="checksIssuers">False to ask for the signing certificate alone.</param>
    public static PathStatus Of(SigningIdentity identity, CertificateCatalog catalog, Uri http, bool checksIssuers)
    {
        var anchors = catalog.AnchorsOf(identity.Tenant).Signers;
        var candidates = identity.CertificateChain.Skip(1).Concat(anchors).ToList();
        var subjects = new List<StatusSubject>();
        var certificate = identity.SigningCertificate;
        if (StatusSubject.FindIssuer(certificate, candidates) is { } issuer)
        {
            subjects.Add(
                new StatusSubject(certificate, issuer)
                {
                    OcspUrl = BuiltInStatus.Resolve(identity.Status.OcspUrl, http),
                    CrlUrl = BuiltInStatus.Resolve(identity.Status.CrlUrl, http),
                }
            );
            for (var i = 0; checksIssuers && i < candidates.Count && !IsAnchor(issuer); i++)
            {
                certificate = issuer;
                issuer = StatusSubject.FindIssuer(certificate, candidates);
                if (issuer is null)
                {
                    break;
                }
                if (!StatusPointers.Of(certificate.RawDataMemory).IsEmpty)
                {
                    subjects.Add(new StatusSubject(certificate, issuer));
                }
            }
        }
        return new PathStatus([.. subjects]);

        bool IsAnchor(X509Certificate2 found) =>
            anchors.Any(anchor => anchor.RawDataMemory.Span.SequenceEqual(found.RawDataMemory.Span));
    }

    public void Prefetch(CertificateStatusSource source)
    {
        foreach (var subject in _subjects)
        {
            source.Prefetch(subject);
        }
    }

    /// <summary>The answer for the whole path; all are asked at once.</summary>
    public async ValueTask<CertificateStatusAnswer> GetAsync(CertificateStatusSource source, CancellationToken token)
    {
        var waiting = new ValueTask<CertificateStatusAnswer>[_subjects.Length];
        for (var i = 0; i < waiting.Length; i++)
        {
            waiting[i] = source.GetStatusAsync(_subjects[i], token);
        }
        var answers = new CertificateStatusAnswer[waiting.Length];
        for (var i = 0; i < waiting.Length; i++)
        {
            answers[i] = await waiting[i];
        }
        return Combine(answers);
    }

    /// <summary>What is known without asking; null while a certificate has no first answer.</summary>
    public CertificateStatusAnswer? Peek(CertificateStatusSource source)
    {
        var answers = _subjects.Select(source.Peek).ToList();
        return answers.Contains(null) ? null : Combine([.. answers.OfType<CertificateStatusAnswer>()]);
    }

    private CertificateStatusAnswer Combine(CertificateStatusAnswer[] answers)
    {
        if (answers.Length == 0)
        {
            return s_noIssuer;
        }
        var own = answers[0];
        var worst = Array.FindIndex(answers, static a => a.Status == CertificateStatus.Revoked);
        worst = worst < 0 ? Array.FindIndex(answers, static a => a.Status == CertificateStatus.Unknown) : worst;
        var isFresh = Array.TrueForAll(answers, static a => a.IsFresh);
        if (worst <= 0)
        {
            return own with { IsFresh = isFresh };
        }
        var detail =
            $"{answers[worst].Detail} This is of its issuer {NameText.OfSubject(_subjects[worst].Certificate)}.";
        return answers[worst] with { Detail = detail, IsFresh = isFresh };
    }
}
