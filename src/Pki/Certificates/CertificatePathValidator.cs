// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pki;

/// <summary>
/// Validates certificate paths (RFC 5280 §6) against anchors that are given, at a time that is given. Thread-safe. Never
/// touches the network or the machine's trust; remembers verdicts, because thousands of documents share a few paths.
/// </summary>
public sealed class CertificatePathValidator
{
    private readonly PathCache _cache;
    private readonly CertificatePolicyOptions _policies;

    /// <summary>Makes a validator.</summary>
    /// <param name="cacheSize">Most verdicts that are remembered; 0 remembers none.</param>
    /// <param name="policies">What is asked of certificate policies; null asks nothing beyond what the path itself demands.</param>
    public CertificatePathValidator(int cacheSize = 4096, CertificatePolicyOptions? policies = null)
    {
        _cache = new PathCache(cacheSize);
        _policies = policies ?? new CertificatePolicyOptions();
    }

    /// <summary>Octets of the certificates that are remembered.</summary>
    internal long KeptOctets => _cache.KeptOctets;

    /// <summary>What the public-key operations of a path may cost at most: for callers whose callers bring the certificates.</summary>
    /// <param name="leaf">The signer's certificate; its own key is not counted.</param>
    /// <param name="intermediates">Certificates that may serve as issuers.</param>
    /// <returns>In octets that could be digested in that time; the same whatever is remembered.</returns>
    public static long WorkOf(X509Certificate2 leaf, IReadOnlyList<X509Certificate2> intermediates)
    {
        var work = 0L;
        foreach (var candidate in PathCandidates.Of(leaf, intermediates))
        {
            work += PublicKeyWork.Of(candidate) ?? 0;
        }

        return work;
    }

    /// <summary>Validates the path of a certificate.</summary>
    /// <param name="leaf">The signer's certificate.</param>
    /// <param name="intermediates">
    /// Certificates that may serve as issuers; they are not trusted. Looked at are, by name, up to 16 on 8 levels, of at most
    /// 16 KiB and with RSA keys of at most 8,192 bits and exponents of 32.
    /// </param>
    /// <param name="anchors">Whom to trust; matched octet for octet.</param>
    /// <param name="time">When the path has to be valid; taken in whole seconds.</param>
    /// <param name="purpose">What the leaf was used for.</param>
    /// <param name="charge">
    /// Told, in the measure of <see cref="WorkOf"/>, what is done beyond it: up to 15 further paths, where the first one does not pass
    /// and several issuers or anchors bear one name. The same whatever is remembered; what it throws ends the validation. Null when
    /// nobody counts.
    /// </param>
    /// <returns>Never TOTAL_FAILED: without more evidence a bad path proves nothing of the signature.</returns>
    public PathValidationResult Validate(
        X509Certificate2 leaf,
        IReadOnlyList<X509Certificate2> intermediates,
        IReadOnlyList<X509Certificate2> anchors,
        DateTimeOffset time,
        PathPurpose purpose,
        Action<long>? charge = null
    )
    {
        var given = new PathQuestion(leaf, intermediates, anchors, Seconds(time), purpose);
        if (_cache.FindMet(given) is { } met)
        {
            return Paid(met, charge);
        }

        var question = given with { Intermediates = PathCandidates.Of(leaf, intermediates) };
        if (_cache.Find(question, given) is { } known)
        {
            return Paid(known, charge);
        }

        var result = Search(question, charge);
        _cache.Add(question, given, result);
        return result;
    }

    /// <summary>Validates the path of a certificate, and that no certificate on it had been revoked (RFC 5280 §6.3).</summary>
    /// <returns>Also REVOKED, or TRY_LATER where the evidence doesn't tell.</returns>
    public PathValidationResult Validate(
        X509Certificate2 leaf,
        IReadOnlyList<X509Certificate2> intermediates,
        IReadOnlyList<X509Certificate2> anchors,
        DateTimeOffset time,
        PathPurpose purpose,
        RevocationEvidence evidence
    )
    {
        var result = Validate(leaf, intermediates, anchors, time, purpose);
        if (!result.Passed)
        {
            return result;
        }

        PathValidationResult CheckRevocation(PathValidationResult path) =>
            path.Passed ? CheckStatus(path, intermediates, anchors, time, evidence) : path;
        var told = CheckRevocation(result);
        if (told.Passed)
        {
            return told;
        }

        // Of another authority of the same name the evidence may tell more (EN 319 102-1 §5.2.6.4).
        var candidates = PathCandidates.Of(leaf, intermediates);
        var question = new PathQuestion(leaf, candidates, anchors, Seconds(time), purpose);
        var other = new PathSearch(question, path => CheckRevocation(Judge(question, path))).Run();
        return other.Passed ? other : told;
    }

    private PathValidationResult CheckStatus(
        PathValidationResult result,
        IReadOnlyList<X509Certificate2> intermediates,
        IReadOnlyList<X509Certificate2> anchors,
        DateTimeOffset time,
        RevocationEvidence evidence
    )
    {
        IReadOnlyList<X509Certificate2>? PathOf(X509Certificate2 signer) =>
            Validate(signer, intermediates, anchors, time, PathPurpose.CrlSigning) is { Passed: true } path
                ? path.Path
                : null;
        var rules = new RevocationRules(evidence, [.. result.Path, .. intermediates, .. anchors], time, PathOf);
        try
        {
            return rules.Check(result.Path) ?? result;
        }
        catch (Exception e) when (e is AsnContentException or PkiFormatException or CryptographicException)
        {
            return PathValidationResult.Doubt(
                SubIndication.TryLater,
                "A distribution point can't be read.",
                result.Path
            );
        }
    }

    private PathValidationResult Search(PathQuestion question, Action<long>? charge) =>
        new PathSearch(question, path => Judge(question, path), charge).Run();

    private PathValidationResult Judge(PathQuestion question, BuiltPath? path) =>
        path is { ReachesAnchor: true }
            ? new PathRules(path, question.Time, question.Purpose, _policies).Check()
            : PathValidationResult.Doubt(
                SubIndication.NoCertificateChainFound,
                $"No path from {NameText.OfSubject(question.Leaf)} to a trusted certificate was found."
            );

    // A verdict that is remembered costs as much as when it was found: else a document would pass or not by what came before it.
    private static PathValidationResult Paid(PathValidationResult known, Action<long>? charge)
    {
        if (known.FurtherWork > 0)
        {
            charge?.Invoke(known.FurtherWork);
        }

        return known;
    }

    private static DateTimeOffset Seconds(DateTimeOffset time) =>
        new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
}
