// SPDX-License-Identifier: Apache-2.0
using System.Globalization;

namespace HocBaSo.Signing.Benchmarks.Peers;

/// <summary>What <c>benchmarks/peers/run</c> was asked for.</summary>
internal sealed record PeerOptions
{
    /// <summary>Threads of each contestant, and sessions of the token.</summary>
    public const int Threads = 2;

    /// <summary>
    /// Documents of ours in flight at the same time; the pipeline waits for its journal, whose commits take groups. Default 32, as
    /// <c>hbs load</c> has it; 2 for one document a thread, as the peers have it.
    /// </summary>
    public int InFlight { get; private init; } = 32;

    /// <summary>How often each is measured; the median counts. Default 3.</summary>
    public int Rounds { get; private init; } = 3;

    /// <summary>How long each is measured in a round. Default 6 s.</summary>
    public TimeSpan Length { get; private init; } = TimeSpan.FromSeconds(6);

    /// <summary>How long each runs before, unmeasured: both virtual machines compile for about that long. Default 10 s.</summary>
    public TimeSpan WarmUp { get; private init; } = TimeSpan.FromSeconds(10);

    /// <summary>The file that takes the result; null for none.</summary>
    public string? Json { get; private init; }

    /// <summary>Where the classes of <c>java/</c> and the jars lie.</summary>
    public string ClassPath { get; private init; } = "";

    /// <summary>Reads <c>--rounds N --seconds S --warm-up S --in-flight N --json FILE --class-path PATH</c>.</summary>
    /// <exception cref="FormatException">Anything else.</exception>
    public static PeerOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new PeerOptions();
        for (var i = 0; i < arguments.Count; i += 2)
        {
            var value = i + 1 < arguments.Count ? arguments[i + 1] : "";
            options = arguments[i] switch
            {
                "--rounds" => options with { Rounds = int.Parse(Positive(value), CultureInfo.InvariantCulture) },
                "--in-flight" => options with { InFlight = int.Parse(Positive(value), CultureInfo.InvariantCulture) },
                "--seconds" => options with { Length = Seconds(value) },
                "--warm-up" => options with { WarmUp = Seconds(value) },
                "--json" => options with { Json = Path.GetFullPath(value) },
                "--class-path" => options with { ClassPath = value },
                _ => throw new FormatException($"there is no option {arguments[i]}"),
            };
        }
        return options;
    }

    private static TimeSpan Seconds(string value) =>
        TimeSpan.FromSeconds(double.Parse(Positive(value), CultureInfo.InvariantCulture));

    private static string Positive(string value) =>
        double.TryParse(value, CultureInfo.InvariantCulture, out var number) && number > 0
            ? value
            : throw new FormatException($"'{value}' is no number above 0");
}
