// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace HocBaSo.Signing.Pki;

/// <summary>
/// Of the certificates that somebody brings along, those that may be issuers on the path of one leaf: whoever writes a document
/// would else have the public-key operations of a hundred certificates done for each of its signatures and timestamps.
/// </summary>
internal static class PathCandidates
{
    private const int MaxLevels = 8;
    private const int MaxCandidates = 16;
    private const int MaxLength = 16 << 10;
    private const int MaxNormalizedName = 512;

    /// <summary>The issuers by name, their issuers, and so on; each certificate once, none with a key that is out of all bounds.</summary>
    public static IReadOnlyList<X509Certificate2> Of(X509Certificate2 leaf, IReadOnlyList<X509Certificate2> all)
    {
        if (all.Count == 0)
        {
            return [];
        }

        var found = new List<X509Certificate2>(Math.Min(all.Count, MaxCandidates));
        List<X509Certificate2> level = [leaf];
        string?[]? names = null;
        for (var i = 0; i < MaxLevels && level.Count > 0 && found.Count < Math.Min(all.Count, MaxCandidates); i++)
        {
            var first = found.Count;
            AddNamed(level, all, found);
            if (found.Count == first)
            {
                AddAlike(level, all, names ??= NamesOf(all), found);
            }

            level = found.GetRange(first, found.Count - first);
        }

        return found;
    }

    /// <summary>A text that is the same for equal subjects; of a long one its octets.</summary>
    public static string NameOf(X509Certificate2 certificate) =>
        Normalized(certificate.SubjectName) ?? Convert.ToHexString(certificate.SubjectName.RawData);

    private static void AddNamed(
        List<X509Certificate2> level,
        IReadOnlyList<X509Certificate2> all,
        List<X509Certificate2> found
    )
    {
        for (var i = 0; i < all.Count; i++)
        {
            var name = all[i].SubjectName.RawData.AsSpan();
            foreach (var subject in level)
            {
                if (name.SequenceEqual(subject.IssuerName.RawData))
                {
                    Add(all[i], found);
                    break;
                }
            }
        }
    }

    /// <summary>Where no name is the same octet for octet: RFC 5280 §7.1 lets case, spaces and string types differ.</summary>
    private static void AddAlike(
        List<X509Certificate2> level,
        IReadOnlyList<X509Certificate2> all,
        string?[] names,
        List<X509Certificate2> found
    )
    {
        foreach (var subject in level)
        {
            if (IsSelfIssued(subject) || Normalized(subject.IssuerName) is not { } issuer)
            {
                continue;
            }

            for (var i = 0; i < all.Count; i++)
            {
                if (names[i] == issuer)
                {
                    Add(all[i], found);
                }
            }
        }
    }

    private static bool IsSelfIssued(X509Certificate2 certificate) =>
        certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);

    private static string?[] NamesOf(IReadOnlyList<X509Certificate2> all)
    {
        var names = new string?[all.Count];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = Normalized(all[i].SubjectName);
        }

        return names;
    }

    // A long one costs too much to be compared with in more than one form.
    private static string? Normalized(X500DistinguishedName name)
    {
        try
        {
            return name.RawData.Length <= MaxNormalizedName ? DistinguishedNames.Normalize(name.RawData) : null;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    private static void Add(X509Certificate2 candidate, List<X509Certificate2> found)
    {
        if (
            found.Count < MaxCandidates
            && candidate.RawDataMemory.Length <= MaxLength
            && !Holds(found, candidate)
            && PublicKeyWork.Of(candidate) is not null
        )
        {
            found.Add(candidate);
        }
    }

    // By all octets: whoever writes a document can also give a certificate of his own the name and number of another.
    private static bool Holds(List<X509Certificate2> found, X509Certificate2 candidate)
    {
        foreach (var other in found)
        {
            if (other.RawDataMemory.Span.SequenceEqual(candidate.RawDataMemory.Span))
            {
                return true;
            }
        }

        return false;
    }
}
