// SPDX-License-Identifier: Apache-2.0
using System.CommandLine;
using System.Globalization;

namespace HocBaSo.Signing.Cli;

/// <summary>The options of <c>hbs capacity</c>.</summary>
internal sealed class CapacityOptions
{
    /// <summary>Whom to plan for; all that are known when none is given.</summary>
    public Option<string[]> Place { get; } =
        CommonOptions.Repeatable("--place", "school, province or nation; repeatable. Default: all three.", "PLACE");

    /// <summary>A place of another size.</summary>
    public Option<long?> Pupils { get; } =
        new("--pupils") { Description = "A place with so many pupils instead.", HelpName = "N" };

    /// <summary>When documents arrive.</summary>
    public Option<string> Scenario { get; } =
        new("--scenario")
        {
            Description = "A scenario file whose flows have curves (docs/load.md), or year-end, which is built in.",
            HelpName = "FILE",
            DefaultValueFactory = static _ => ScenarioFile.YearEnd,
        };

    /// <summary>The size of the place that the scenario describes.</summary>
    public Option<long> ScenarioPupils { get; } =
        new("--scenario-pupils")
        {
            Description = "How many pupils the scenario's rates are for.",
            HelpName = "N",
            DefaultValueFactory = static _ => CapacityPlace.ScenarioPupils,
        };

    /// <summary>What documents take.</summary>
    public Option<string?> Costs { get; } =
        new("--costs") { Description = "Processor time by kind of document (docs/performance.md).", HelpName = "FILE" };

    /// <summary>Processors of a node.</summary>
    public Option<int> Cores { get; } = Number("--cores", "Processors of a node.", 8);

    /// <summary>What a node's HSM does.</summary>
    public Option<double> HsmRate { get; } = Number("--hsm-rate", "Signatures per second of a node's HSM.", 3000.0);

    /// <summary>Sessions of a node's HSM.</summary>
    public Option<int> Sessions { get; } = Number("--sessions", "Sessions that share them.", 4);

    /// <summary>How busy a node is planned to be.</summary>
    public Option<double> Utilisation { get; } =
        Number("--utilisation", "Up to which share a node is planned to be busy at the peak.", 0.7);

    /// <summary>Another number of nodes.</summary>
    public Option<int?> Nodes { get; } =
        new("--nodes") { Description = "Also tells what so many nodes go through.", HelpName = "N" };

    /// <summary>How much is replayed.</summary>
    public Option<double> Hours { get; } =
        Number(
            "--hours",
            "The simulation replays so many hours before the end, and the busiest hour in any case; 0 leaves it out.",
            8.0
        );

    /// <summary>The random numbers of the simulation.</summary>
    public Option<int> Seed { get; } = Number("--seed", "Equal seeds give equal simulations.", 1);

    /// <summary>For programs.</summary>
    public Option<bool> Json { get; } = new("--json") { Description = "The last line is one JSON object." };

    /// <summary>Adds them to the verb.</summary>
    public void AddTo(Command command)
    {
        Option[] all =
        [
            Place,
            Pupils,
            Scenario,
            ScenarioPupils,
            Costs,
            Cores,
            HsmRate,
            Sessions,
            Utilisation,
            Nodes,
            Hours,
            Seed,
            Json,
        ];
        foreach (var option in all)
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Reads what is given.</summary>
    /// <exception cref="CommandException">A value is out of its range, or two contradict each other.</exception>
    public CapacityQuestion Read(ParseResult parsed) =>
        new()
        {
            Places = Places(parsed),
            Scenario = ScenarioFile.Load(parsed.GetValue(Scenario)!),
            ScenarioPupils = Within(parsed, ScenarioPupils, 1, CapacityPlace.MaxPupils),
            Costs = DocumentCosts.Load(parsed.GetValue(Costs)),
            Node = new CapacityNode(
                Within(parsed, Cores, 1, 1024),
                Within(parsed, HsmRate, 1, 10_000_000),
                Within(parsed, Sessions, 1, 1024),
                Within(parsed, Utilisation, 0.05, 1)
            ),
            Nodes = parsed.GetValue(Nodes) is { } nodes
                ? nodes is >= 1 and <= 100_000
                    ? nodes
                    : throw new CommandException("--nodes is 1 to 100000")
                : null,
            Replayed = TimeSpan.FromHours(Within(parsed, Hours, 0, 10_000)),
            Seed = parsed.GetValue(Seed),
        };

    private IReadOnlyList<CapacityPlace> Places(ParseResult parsed)
    {
        var names = parsed.GetValue(Place) ?? [];
        if (parsed.GetValue(Pupils) is not { } pupils)
        {
            return names.Length == 0 ? CapacityPlace.Known : [.. names.Select(CapacityPlace.Find)];
        }
        return names.Length > 0 ? throw new CommandException("give one of --place and --pupils")
            : pupils is < 1 or > CapacityPlace.MaxPupils
                ? throw new CommandException($"--pupils is 1 to {CapacityPlace.MaxPupils}")
            : [new CapacityPlace("place", pupils)];
    }

    private static T Within<T>(ParseResult parsed, Option<T> option, T least, T most)
        where T : struct, IComparable<T>
    {
        var value = parsed.GetValue(option);
        return value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0
            ? value
            : throw new CommandException(
                string.Create(CultureInfo.InvariantCulture, $"{option.Name} is {least} to {most}")
            );
    }

    private static Option<T> Number<T>(string name, string description, T value) =>
        new(name)
        {
            Description = description,
            HelpName = "N",
            DefaultValueFactory = _ => value,
        };
}
