// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pki;

/// <summary>
/// Looks for a path that passes. X509Chain tells one only, and where authorities bear one name (renewed or cross-certified ones)
/// the order of the certificates decides which: when that path does not pass, each of its certificates that has a namesake is left
/// out in turn. Every path is judged whole, so that another one never has less to fulfil.
/// </summary>
/// <param name="question">With those certificates that may be issuers on the path, and no other.</param>
/// <param name="judge">The verdict on a path; on null when none could be built.</param>
/// <param name="charge">Told what each further try may cost before it is done; null when nobody counts.</param>
internal sealed class PathSearch(
    PathQuestion question,
    Func<BuiltPath?, PathValidationResult> judge,
    Action<long>? charge = null
)
{
    /// <summary>Most paths that are built, the first one among them: one for each candidate.</summary>
    public const int MaxTries = 16;

    // In octets that could be digested in the time: to build a path costs about a millisecond beside its keys, and its octets are read often.
    private const long CostOfTry = 500_000;
    private const long CostOfOctet = 16;

    private readonly Dictionary<Octets, string> _names = [];
    private long _work;

    /// <summary>The verdict on the first path that passes; when none does, that on the first one.</summary>
    public PathValidationResult Run()
    {
        var path = PathBuilder.Build(question);
        var first = judge(path);
        return first.Passed ? first : RunFurther(path, first);
    }

    private PathValidationResult RunFurther(BuiltPath? path, PathValidationResult first)
    {
        ReadNames();
        var ways = new List<HashSet<Octets>>();
        AddWays(ways, path, []);
        for (var i = 0; i < ways.Count && i < MaxTries - 1; i++)
        {
            var rest = Without(ways[i]);
            Charge(rest);
            path = PathBuilder.Build(rest);
            if (judge(path) is { Passed: true } passed)
            {
                return passed with { FurtherWork = _work };
            }

            AddWays(ways, path, ways[i]);
        }

        return first with
        {
            FurtherWork = _work,
        };
    }

    // The nearest to the leaf first. Where no path could be built, any candidate may be why.
    private void AddWays(List<HashSet<Octets>> ways, BuiltPath? failed, HashSet<Octets> leftOut)
    {
        foreach (var certificate in failed?.Certificates.Skip(1) ?? question.Intermediates)
        {
            var suspect = new Octets(certificate.RawDataMemory);
            if (HasNamesake(suspect, leftOut))
            {
                HashSet<Octets> way = [.. leftOut, suspect];
                if (!ways.Exists(way.SetEquals))
                {
                    ways.Add(way);
                }
            }
        }
    }

    private bool HasNamesake(Octets suspect, HashSet<Octets> leftOut) =>
        !leftOut.Contains(suspect)
        && _names.TryGetValue(suspect, out var name)
        && _names.Any(other => other.Value == name && other.Key != suspect && !leftOut.Contains(other.Key));

    private void ReadNames()
    {
        foreach (var certificate in question.Intermediates.Concat(question.Anchors))
        {
            _names[new Octets(certificate.RawDataMemory)] = PathCandidates.NameOf(certificate);
        }
    }

    private PathQuestion Without(HashSet<Octets> leftOut) =>
        question with
        {
            Intermediates = [.. question.Intermediates.Where(c => !leftOut.Contains(new Octets(c.RawDataMemory)))],
            Anchors = [.. question.Anchors.Where(c => !leftOut.Contains(new Octets(c.RawDataMemory)))],
        };

    private void Charge(PathQuestion rest)
    {
        var work = CostOfTry + (CostOfOctet * rest.Leaf.RawDataMemory.Length);
        foreach (var candidate in rest.Intermediates)
        {
            work += (CostOfOctet * candidate.RawDataMemory.Length) + (PublicKeyWork.Of(candidate) ?? 0);
        }

        _work += work;
        charge?.Invoke(work);
    }
}
