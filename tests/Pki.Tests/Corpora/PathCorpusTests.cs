// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using HocBaSo.Signing.TestKit;
using Xunit.Abstractions;

namespace HocBaSo.Signing.Pki.Tests;

/// <summary>NIST PKITS: 246 paths, 136 of them invalid. None of those may be accepted.</summary>
public sealed class PathCorpusTests(ITestOutputHelper output)
{
    /// <summary>Between the last notBefore and the first notAfter that matter, and before the CRLs' nextUpdate.</summary>
    private static readonly DateTimeOffset Time = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Validate_WhenPathIsOfNist_AcceptsNoInvalidOne()
    {
        if (Corpus.Find() is not { } folder || !Directory.Exists(Path.Combine(folder, "pki-nist-pkits")))
        {
            output.WriteLine("NOT RUN: no shared/corpora beside the repository, and HBS_CORPORA is not set.");
            return;
        }

        var root = Path.Combine(folder, "pki-nist-pkits");
        using var cases = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(root, "pkits.json")));
        var (accepted, refused, count) = (new List<string>(), new List<string>(), 0);
        foreach (var entry in cases.RootElement.EnumerateArray())
        {
            var name = $"{entry.GetProperty("id").GetString()} {entry.GetProperty("name").GetString()}";
            var invalid = entry.TryGetProperty("error", out _);
            var result = Validate(root, entry);
            count++;
            (invalid && result.Passed ? accepted : []).Add(name);
            (!invalid && !result.Passed ? refused : []).Add($"{name}: {result.SubIndication} {result.Reason}");
        }

        accepted.ForEach(a => output.WriteLine($"ACCEPTED {a}"));
        refused.ForEach(r => output.WriteLine($"REFUSED {r}"));
        output.WriteLine($"{count} paths, {accepted.Count} invalid accepted, {refused.Count} valid refused");
        Assert.Empty(accepted);
        Assert.InRange(refused.Count, 0, 5);
    }

    private static PathValidationResult Validate(string root, JsonElement entry)
    {
        X509Certificate2 Load(string name) =>
            X509CertificateLoader.LoadCertificateFromFile(Path.Combine(root, "certs", name));
        var others = Names(entry, "other_certs").Select(Load).ToArray();
        var validator = new CertificatePathValidator(0, Policies(entry));
        var (leaf, anchor) = (Load(entry.GetProperty("cert").GetString()!), Load("TrustAnchorRootCertificate.crt"));
        if (entry.TryGetProperty("revocation", out var revocation) && !revocation.GetBoolean())
        {
            return validator.Validate(leaf, others, [anchor], Time, PathPurpose.DocumentSigning);
        }

        var crls = Names(entry, "crls")
            .Append("TrustAnchorRootCRL.crl")
            .Select(name => (ReadOnlyMemory<byte>)File.ReadAllBytes(Path.Combine(root, "crls", name)))
            .ToArray();
        var evidence = new RevocationEvidence(crls);
        return validator.Validate(leaf, others, [anchor], Time, PathPurpose.DocumentSigning, evidence);
    }

    private static CertificatePolicyOptions Policies(JsonElement entry)
    {
        if (!entry.TryGetProperty("params", out var parameters))
        {
            return new CertificatePolicyOptions();
        }

        bool Is(string name) => parameters.TryGetProperty(name, out var value) && value.GetBoolean();
        return new CertificatePolicyOptions
        {
            InitialPolicies = [.. Names(parameters, "user_initial_policy_set")],
            RequireExplicitPolicy = Is("initial_explicit_policy"),
            InhibitPolicyMapping = Is("initial_policy_mapping_inhibit"),
            InhibitAnyPolicy = Is("initial_any_policy_inhibit"),
        };
    }

    private static IEnumerable<string> Names(JsonElement entry, string property) =>
        entry.TryGetProperty(property, out var names) ? names.EnumerateArray().Select(n => n.GetString()!) : [];
}
