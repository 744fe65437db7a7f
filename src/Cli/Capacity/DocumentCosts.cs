// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Cli;

/// <summary>
/// Processor time of the server by kind of document, the token not counted: so much for each document, for each of its signatures and
/// for each timestamp, in microseconds of one core. Measured with <c>hbs load</c>; docs/performance.md says how.
/// </summary>
internal sealed class DocumentCosts
{
    private const double MostMicros = 10_000_000;
    private readonly Dictionary<LoadDocumentKind, Cost> _costs = [];

    private DocumentCosts(string measured) => Measured = measured;

    /// <summary>Where and when it was measured.</summary>
    public string Measured { get; }

    /// <summary>Reads a file, or what is built in.</summary>
    /// <param name="file">A file; null for what is built in.</param>
    /// <exception cref="CommandException">It can't be read, or a member is wrong: the message names it.</exception>
    public static DocumentCosts Load(string? file)
    {
        var text = file is null ? BuiltIn() : NamedFile.Text("--costs", file);
        try
        {
            using var document = JsonDocument.Parse(text);
            return Read(new ScenarioNode(document.RootElement, ""));
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            throw new CommandException($"{file}: {e.Message}");
        }
    }

    /// <summary>What one document of a flow takes, in seconds of one core.</summary>
    /// <exception cref="CommandException">The kind of document has no cost.</exception>
    public double SecondsOf(LoadFlow flow, int signatures)
    {
        if (!_costs.TryGetValue(flow.Document, out var cost))
        {
            throw new CommandException(
                $"there is no cost of {LoadText.Of(LoadText.Documents, flow.Document)} documents"
            );
        }
        // The last signature of a document is timestamped, of a pair that of each half.
        var timestamps =
            flow.Level == SignatureLevel.BaselineB ? 0
            : flow.Document == LoadDocumentKind.Pair ? 2
            : 1;
        return (cost.Document + (cost.Signature * signatures) + (cost.Timestamp * timestamps)) / 1_000_000;
    }

    private static DocumentCosts Read(ScenarioNode node)
    {
        node.AllowOnly("measured", "costs");
        var costs = new DocumentCosts(node.Text("measured") ?? "");
        foreach (var item in node.Items("costs", LoadText.Documents.Count))
        {
            item.AllowOnly("document", "perDocumentMicros", "perSignatureMicros", "perTimestampMicros");
            costs._costs[item.Word("document", LoadText.Documents)] = new Cost(
                item.Number("perDocumentMicros", 0, MostMicros),
                item.Number("perSignatureMicros", 0, MostMicros),
                item.Number("perTimestampMicros", 0, MostMicros)
            );
        }
        return costs;
    }

    private static string BuiltIn()
    {
        using var stream = typeof(DocumentCosts).Assembly.GetManifestResourceStream("costs.json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private readonly record struct Cost(double Document, double Signature, double Timestamp);
}
