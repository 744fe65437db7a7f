// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pki;

/// <summary>
/// The valid policies of a path as a graph, one node per policy and depth (RFC 9618 §3): the tree of RFC 5280 says the
/// same but can be made to grow exponentially by a hostile path.
/// </summary>
internal sealed class PolicyGraph
{
    private Dictionary<string, Node> _level = new()
    {
        [Oids.AnyPolicy] = new Node(Oids.AnyPolicy, [Oids.AnyPolicy], []),
    };

    /// <summary>True when no policy is left.</summary>
    public bool IsEmpty => _level.Count == 0;

    /// <summary>Goes one certificate deeper (RFC 5280 §6.1.3 d); no policies empty the graph.</summary>
    public void Descend(IReadOnlyCollection<string> policies, bool anyPolicyCounts)
    {
        var next = new Dictionary<string, Node>();
        foreach (var policy in policies.Where(p => p != Oids.AnyPolicy))
        {
            var parents = ParentsOf(policy);
            if (parents.Count == 0 && _level.TryGetValue(Oids.AnyPolicy, out var any))
            {
                parents = [any];
            }

            AddIfReachable(next, policy, parents);
        }

        if (anyPolicyCounts && policies.Contains(Oids.AnyPolicy))
        {
            foreach (
                var expected in _level.Values.SelectMany(n => n.Expected).Where(e => !next.ContainsKey(e)).ToList()
            )
            {
                AddIfReachable(next, expected, ParentsOf(expected));
            }
        }

        _level = next;
    }

    /// <summary>Applies the mappings of an issuer (RFC 5280 §6.1.4 b).</summary>
    public void Map(ILookup<string, string> mappings, bool allowed)
    {
        foreach (var mapping in mappings)
        {
            if (!allowed)
            {
                _level.Remove(mapping.Key);
            }
            else if (_level.TryGetValue(mapping.Key, out var node))
            {
                node.Expected = [.. mapping];
            }
            else if (_level.TryGetValue(Oids.AnyPolicy, out var any))
            {
                _level[mapping.Key] = new Node(mapping.Key, [.. mapping], any.Parents);
            }
        }
    }

    /// <summary>True when a policy is left that is acceptable (RFC 5280 §6.1.5 g); an empty set accepts any.</summary>
    public bool Allows(IReadOnlyCollection<string> acceptable) =>
        acceptable.Count == 0 ? !IsEmpty : _level.Values.Any(n => IsAcceptable(n, acceptable));

    /// <summary>What counts is the policy where a branch leaves anyPolicy: below, it may have been mapped.</summary>
    private static bool IsAcceptable(Node node, IReadOnlyCollection<string> acceptable)
    {
        if (node.Policy == Oids.AnyPolicy)
        {
            return true;
        }

        return node.Parents.Any(p =>
            p.Policy == Oids.AnyPolicy ? acceptable.Contains(node.Policy) : IsAcceptable(p, acceptable)
        );
    }

    private static void AddIfReachable(Dictionary<string, Node> level, string policy, List<Node> parents)
    {
        if (parents.Count > 0)
        {
            level.TryAdd(policy, new Node(policy, [policy], parents));
        }
    }

    private List<Node> ParentsOf(string policy) => [.. _level.Values.Where(n => n.Expected.Contains(policy))];

    private sealed class Node(string policy, HashSet<string> expected, List<Node> parents)
    {
        public string Policy { get; } = policy;

        public HashSet<string> Expected { get; set; } = expected;

        public List<Node> Parents { get; } = parents;
    }
}
