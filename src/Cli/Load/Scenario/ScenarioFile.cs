// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using HocBaSo.Signing.Transcripts;

namespace HocBaSo.Signing.Cli;

/// <summary>Reads scenarios from JSON, comments allowed; docs/load.md describes the members.</summary>
internal static class ScenarioFile
{
    /// <summary>The scenario that is built in.</summary>
    public const string YearEnd = "year-end";

    private const int MaxFlows = 16;
    private const int MaxPoints = 10_000;

    /// <summary>Reads a file, or the scenario that is built in.</summary>
    /// <exception cref="CommandException">It can't be read, or a member is wrong: the message names it.</exception>
    public static LoadScenario Load(string nameOrFile)
    {
        var text = nameOrFile == YearEnd ? BuiltIn() : NamedFile.Text("--scenario", nameOrFile);
        try
        {
            var options = new JsonDocumentOptions
            {
                CommentHandling = JsonCommentHandling.Skip,
                AllowTrailingCommas = true,
            };
            using var document = JsonDocument.Parse(text, options);
            return Read(new ScenarioNode(document.RootElement, ""));
        }
        catch (JsonException e)
        {
            throw new CommandException($"{nameOrFile} is no JSON: {e.Message}");
        }
        // The second: a text with half of a surrogate pair.
        catch (Exception e) when (e is FormatException or InvalidOperationException)
        {
            throw new CommandException($"{nameOrFile}: {e.Message}");
        }
    }

    /// <summary>The text of the scenario that is built in.</summary>
    public static string BuiltIn()
    {
        using var stream = typeof(ScenarioFile).Assembly.GetManifestResourceStream("year-end.json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static LoadScenario Read(ScenarioNode node)
    {
        node.AllowOnly("name", "level", "duration", "warmUp", "ramp", "flows");
        var flows = node.Items("flows", MaxFlows).Select(ReadFlow).ToList();
        var scenario = new LoadScenario
        {
            Name = node.Text("name") ?? throw node.Wrong("name", "is missing"),
            Flows = flows.Count > 0 ? flows : throw node.Wrong("flows", "is empty"),
            SchoolLevel = Level(node),
        };
        return scenario with
        {
            Duration = node.Duration("duration") ?? scenario.Duration,
            WarmUp = node.Duration("warmUp") ?? scenario.WarmUp,
            Ramp = node.Duration("ramp") ?? scenario.Ramp,
        };
    }

    private static SchoolLevel Level(ScenarioNode node) =>
        node.Text("level") is not { } name ? SchoolLevel.Thcs
        : SchoolLevels.TryParse(name, out var level) ? level
        : throw node.Wrong("level", "is no level of school");

    private static LoadFlow ReadFlow(ScenarioNode node)
    {
        node.AllowOnly("name", "document", "call", "steps", "profile", "streams", "callers", "rate", "curve");
        var isSeal = node.IsText("steps", "seal");
        var flow = new LoadFlow
        {
            Name = node.Text("name") ?? throw node.Wrong("name", "is missing"),
            Document = node.Word("document", LoadText.Documents),
            Call = node.Word("call", LoadText.Calls),
            Steps =
                isSeal || node.IsText("steps", "all") ? null
                : node.Has("steps") ? node.Integer("steps", 1, LoadLimits.MaxSteps)
                : 1,
            SealsOnly = isSeal,
            Level = node.Has("profile") ? node.Word("profile", LoadText.Levels) : new LoadFlow { Name = "" }.Level,
            Streams = node.Has("streams") ? node.Integer("streams", 1, LoadLimits.MaxStreams) : 1,
            Callers = node.Has("callers") ? node.Integer("callers", 1, LoadLimits.MaxCallers) : null,
            Rate = node.Has("rate") ? node.Number("rate", 0.001, LoadLimits.MaxRate) : null,
            Curve = node.Has("curve") ? ReadCurve(node) : null,
        };
        var ways = new object?[] { flow.Callers, flow.Rate, flow.Curve }.Count(static way => way is not null);
        if (isSeal && flow.Document is not (LoadDocumentKind.Xml or LoadDocumentKind.Pair))
        {
            throw node.Wrong("steps", "is \"seal\" of xml and pair only");
        }
        if (flow.Document == LoadDocumentKind.Pair && node.Has("steps") && flow.Steps is not null)
        {
            throw node.Wrong("steps", "is \"all\" or \"seal\" of a pair");
        }
        return ways == 1 ? flow : throw node.Wrong("callers", "or rate or curve: a flow has exactly one of them");
    }

    private static ArrivalCurve ReadCurve(ScenarioNode node)
    {
        var points = node.Items("curve", MaxPoints).Select(static point => point.Pair()).ToList();
        try
        {
            var curve = new ArrivalCurve(
                points.Select(static p => new ArrivalPoint(TimeSpan.FromHours(p.First), p.Second))
            );
            return curve.Peak <= LoadLimits.MaxRate
                ? curve
                : throw node.Wrong("curve", $"exceeds {LoadLimits.MaxRate} documents per second");
        }
        catch (Exception e) when (e is ArgumentException or OverflowException)
        {
            throw node.Wrong(
                "curve",
                "has two or more points [hour, documents per second], at growing hours from 0 on"
            );
        }
    }
}
