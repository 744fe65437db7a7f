// SPDX-License-Identifier: Apache-2.0
using System.Text.RegularExpressions;

namespace HocBaSo.Signing.Forms.Tests;

/// <summary>An element of the structure tree as <c>pdfinfo -struct</c> tells it.</summary>
internal sealed partial record StructureNode(string Type)
{
    public List<StructureNode> Kids { get; } = [];

    /// <summary>Attributes, as written.</summary>
    public List<string> Attributes { get; } = [];

    /// <summary>How many annotations it owns.</summary>
    public int Objects { get; private set; }

    public IEnumerable<StructureNode> All => Kids.SelectMany(static kid => kid.All).Prepend(this);

    public static StructureNode Parse(string said)
    {
        var root = new StructureNode("root");
        var path = new List<StructureNode> { root };
        foreach (var line in said.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (Element().Match(line) is { Success: true } element)
            {
                var depth = element.Groups[1].Length / 2;
                var node = new StructureNode(element.Groups[2].Value);
                Assert.True(depth < path.Count, said);
                path.RemoveRange(depth + 1, path.Count - depth - 1);
                path[depth].Kids.Add(node);
                path.Add(node);
            }
            else if (line.TrimStart().StartsWith("Object ", StringComparison.Ordinal))
            {
                path[^1].Objects++;
            }
            else
            {
                Assert.StartsWith("/", line.TrimStart(), StringComparison.Ordinal);
                path[^1].Attributes.Add(line.Trim());
            }
        }
        return root;
    }

    [GeneratedRegex(@"^((?:  )*)([A-Z][A-Za-z0-9]*)(?: \([a-z]+\))?:?$")]
    private static partial Regex Element();
}
