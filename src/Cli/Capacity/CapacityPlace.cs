// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli;

/// <summary>Whose year-end is planned.</summary>
/// <param name="Name">How it is called.</param>
/// <param name="Pupils">How many pupils' transcripts are signed.</param>
internal sealed record CapacityPlace(string Name, long Pupils)
{
    /// <summary>The pupils of the scenario that is built in: an average province.</summary>
    public const long ScenarioPupils = 540_000;

    /// <summary>No place has more.</summary>
    public const long MaxPupils = 1_000_000_000;

    /// <summary>A school, an average province, the nation (18.35 million pupils, 176 million signatures a year).</summary>
    public static IReadOnlyList<CapacityPlace> Known { get; } =
    [new("school", 1_000), new("province", ScenarioPupils), new("nation", 18_350_000)];

    /// <summary>One of those that are known.</summary>
    /// <exception cref="CommandException">There is none of that name.</exception>
    public static CapacityPlace Find(string name) =>
        Known.FirstOrDefault(place => place.Name == name)
        ?? throw new CommandException(
            $"--place is one of {string.Join(", ", Known.Select(static place => place.Name))}, not {name}"
        );
}
