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

    /// <summary>The issuers by name, their issuers, and so on.</summary>
    public static IReadOnlyList<X509Certificate2> Of(X509Certificate2 leaf, IReadOnlyList<X509Certificate2> all)
    {
        var found = new List<X509Certificate2>();
        List<X509Certificate2> level = [leaf];
        for (var i = 0; i < MaxLevels && level.Count > 0; i++)
        {
            var issuers = level.ConvertAll(static c => c.IssuerName.RawData);
            level =
            [
                .. all.Where(c =>
                    !found.Contains(c) && issuers.Exists(n => n.AsSpan().SequenceEqual(c.SubjectName.RawData))
                ),
            ];
            found.AddRange(level.Take(MaxCandidates - found.Count));
        }
        return found;
    }
}
