// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;

namespace HocBaSo.Signing.Pki;

/// <summary>Certificate policies along a path (RFC 5280 §6.1.2–§6.1.5).</summary>
internal sealed class PolicyRules
{
    /// <summary>More policies or mappings in one certificate than any real one has: a bound on the work.</summary>
    private const int MaxPolicies = 100;

    private static readonly Asn1Tag RequireExplicitTag = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag InhibitMappingTag = new(TagClass.ContextSpecific, 1);

    private readonly PolicyGraph _graph = new();
    private int _explicitPolicy;
    private int _policyMapping;
    private int _inhibitAnyPolicy;

    private PolicyRules(CertificatePolicyOptions options, int length)
    {
        _explicitPolicy = options.RequireExplicitPolicy ? 0 : length + 1;
        _policyMapping = options.InhibitPolicyMapping ? 0 : length + 1;
        _inhibitAnyPolicy = options.InhibitAnyPolicy ? 0 : length + 1;
    }

    /// <summary>Null when no rule is broken. The leaf comes first, the anchor last; the anchor takes no part.</summary>
    public static string? Broken(IReadOnlyList<PathCertificate> path, CertificatePolicyOptions options)
    {
        var rules = new PolicyRules(options, path.Count - 1);
        for (var i = path.Count - 2; i >= 0; i--)
        {
            if (rules.Descend(path[i], isLeaf: i == 0) is { } broken)
            {
                return broken;
            }
        }

        return rules._explicitPolicy > 0 || rules._graph.Allows(options.InitialPolicies)
            ? null
            : "The path is not valid for any policy that is accepted.";
    }

    private string? Descend(PathCertificate certificate, bool isLeaf)
    {
        var anyCounts = _inhibitAnyPolicy > 0 || (!isLeaf && certificate.IsSelfIssued);
        _graph.Descend(ReadPolicies(certificate.Structure), anyCounts);
        if (_explicitPolicy == 0 && _graph.IsEmpty)
        {
            return "A certificate is not valid for any policy of its issuers.";
        }

        if (isLeaf)
        {
            _explicitPolicy = Math.Max(_explicitPolicy - 1, 0);
            var required = ReadConstraints(certificate.Structure).RequireExplicit;
            _explicitPolicy = required == 0 ? 0 : _explicitPolicy;
            return null;
        }

        return PrepareNext(certificate);
    }

    private string? PrepareNext(PathCertificate certificate)
    {
        var mappings = ReadMappings(certificate.Structure);
        if (mappings.Any(m => m.Key == Oids.AnyPolicy || m.Contains(Oids.AnyPolicy)))
        {
            return "A certificate maps anyPolicy.";
        }

        _graph.Map(mappings, allowed: _policyMapping > 0);
        if (!certificate.IsSelfIssued)
        {
            _explicitPolicy = Math.Max(_explicitPolicy - 1, 0);
            _policyMapping = Math.Max(_policyMapping - 1, 0);
            _inhibitAnyPolicy = Math.Max(_inhibitAnyPolicy - 1, 0);
        }

        var (required, inhibited) = ReadConstraints(certificate.Structure);
        _explicitPolicy = Math.Min(_explicitPolicy, required);
        _policyMapping = Math.Min(_policyMapping, inhibited);
        _inhibitAnyPolicy = Math.Min(_inhibitAnyPolicy, ReadInhibitAny(certificate.Structure));
        return null;
    }

    private static HashSet<string> ReadPolicies(CertificateStructure certificate)
    {
        var policies = new HashSet<string>(StringComparer.Ordinal);
        for (var reader = Open(certificate, Oids.CertificatePolicies); reader is { HasData: true }; )
        {
            if (!policies.Add(reader.ReadSequence().ReadObjectIdentifier()) || policies.Count > MaxPolicies)
            {
                throw new PkiFormatException("A certificate names a policy twice, or too many.");
            }
        }

        return policies;
    }

    private static ILookup<string, string> ReadMappings(CertificateStructure certificate)
    {
        var mappings = new List<(string Issuer, string Subject)>();
        for (var reader = Open(certificate, Oids.PolicyMappings); reader is { HasData: true }; )
        {
            var mapping = reader.ReadSequence();
            mappings.Add((mapping.ReadObjectIdentifier(), mapping.ReadObjectIdentifier()));
            mapping.ThrowIfNotEmpty();
            if (mappings.Count > MaxPolicies)
            {
                throw new PkiFormatException("A certificate maps too many policies.");
            }
        }

        return mappings.ToLookup(m => m.Issuer, m => m.Subject, StringComparer.Ordinal);
    }

    /// <summary>requireExplicitPolicy and inhibitPolicyMapping; the largest number where they aren't stated.</summary>
    private static (int RequireExplicit, int InhibitMapping) ReadConstraints(CertificateStructure certificate)
    {
        var reader = Open(certificate, Oids.PolicyConstraints);
        var required = ReadSkip(reader, RequireExplicitTag);
        var inhibited = ReadSkip(reader, InhibitMappingTag);
        reader?.ThrowIfNotEmpty();
        return (required, inhibited);
    }

    private static int ReadInhibitAny(CertificateStructure certificate)
    {
        var value = certificate.ExtensionValue(Oids.InhibitAnyPolicy);
        return value.IsEmpty ? int.MaxValue : ReadSkip(new AsnReader(value, AsnEncodingRules.DER), Asn1Tag.Integer);
    }

    private static int ReadSkip(AsnReader? reader, Asn1Tag tag)
    {
        if (reader is not { HasData: true } || !reader.PeekTag().HasSameClassAndValue(tag))
        {
            return int.MaxValue;
        }

        return reader.TryReadInt32(out var skip, tag) && skip >= 0 ? skip : int.MaxValue;
    }

    private static AsnReader? Open(CertificateStructure certificate, string oid)
    {
        var value = certificate.ExtensionValue(oid);
        if (value.IsEmpty)
        {
            return null;
        }

        var outer = new AsnReader(value, AsnEncodingRules.DER);
        var sequence = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        return sequence;
    }
}
