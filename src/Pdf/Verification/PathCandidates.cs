// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;

namespace HocBaSo.Signing.Pdf.Verification;

/// <summary>
/// Of the certificates that a document brings along, those that may be issuers on the path of one signer: whoever writes a
/// document would else have the public-key operations of a hundred certificates done for each of its signatures.
/// </summary>
internal static class PathCandidates
{
    private const int MaxLevels = 8;
    private const int MaxCandidates = 16;

    /// <summary>The issuers by name, their issuers, and so on; each certificate once.</summary>
    public static IReadOnlyList<X509Certificate2> Of(X509Certificate2 leaf, IReadOnlyList<X509Certificate2> all)
    {
        var found = new List<X509Certificate2>();
        List<X509Certificate2> level = [leaf];
        for (var i = 0; i < MaxLevels && level.Count > 0; i++)
        {
            var next = new List<X509Certificate2>();
            foreach (var candidate in all)
            {
                if (IsIssuer(level, candidate) && !Holds(found, candidate) && !Holds(next, candidate))
                {
                    next.Add(candidate);
                }
            }
            level = next;
            found.AddRange(level.Take(MaxCandidates - found.Count));
        }
        return found;
    }

    private static bool IsIssuer(List<X509Certificate2> subjects, X509Certificate2 candidate)
    {
        var name = candidate.SubjectName.RawData.AsSpan();
        foreach (var subject in subjects)
        {
            if (name.SequenceEqual(subject.IssuerName.RawData))
            {
                return true;
            }
        }
        return false;
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
