// SPDX-License-Identifier: Apache-2.0
using System.CommandLine;
using System.Globalization;

namespace HocBaSo.Signing.Cli;

/// <summary>The options of <c>hbs load</c>.</summary>
internal sealed class LoadOptions
{
    public ConnectionOptions Connection { get; } = new(requireServer: false, keyName: "--cert-key");

    public Option<bool> InProcess { get; } =
        Flag("--in-process", "Makes a server with a SoftHSM token of its own, and leaves nothing.");

    public Option<string?> Transport { get; } =
        Word(
            "--transport",
            "In process: none calls the pipeline directly, grpc goes over loopback. Default: none where all is unary and xml or pdf.",
            ["none", "grpc"]
        );

    public Option<string?> Document { get; } =
        Word("--document", "What is sent. Default: xml.", LoadText.Documents.Keys);

    public Option<string?> Scenario { get; } =
        Text("--scenario", "A scenario file (docs/load.md), or year-end, which is built in.", "FILE");

    public Option<string?> Key { get; } =
        Word("--key", "In process: the kind of key. Default: p256.", LoadText.Keys.Keys);

    public Option<int?> Sessions { get; } = Number("--sessions", "In process: sessions of the token.", 1, 64);

    public Option<string> Level { get; } = CommonOptions.Level(required: false);

    public Option<string?> Steps { get; } =
        Text(
            "--steps",
            "Signatures a document gets: a number, all, or seal (the last two, on documents that bear the others). Default: 1.",
            "N"
        );

    public Option<string[]> Step { get; } =
        CommonOptions.Repeatable(
            "--step",
            "As of hbs sign, instead of --steps: ROLE[:SUBJECT]=IDENTITY; repeatable.",
            "STEP"
        );

    public Option<string[]> Input { get; } =
        CommonOptions.Repeatable("--input", "A document to send instead of made-up ones; repeatable.", "FILE");

    public Option<string?> Profile { get; } =
        Word("--profile", "The baseline level of the last signature. Default: B.", LoadText.Levels.Keys);

    public Option<int?> Callers { get; } =
        Number("--callers", "Closed loop: callers that wait for their answers. Default: 32.", 1, LoadLimits.MaxCallers);

    public Option<double?> Rate { get; } =
        new("--rate")
        {
            Description = "Open loop: documents per second; latency counts from the time a document was due.",
            HelpName = "R",
        };

    public Option<double?> Share { get; } =
        new("--share")
        {
            Description = "Open loop, at this share of what 32 callers reached just before, such as 0.5.",
            HelpName = "S",
        };

    public Option<bool> Unary { get; } = Flag("--unary", "One call for each document: the default.");

    public Option<bool> Stream { get; } = Flag("--stream", "Documents as items of a stream.");

    public Option<int?> Streams { get; } =
        Number("--streams", "How many streams. Default: 1.", 1, LoadLimits.MaxStreams);

    public Option<string?> Duration { get; } = Time("--duration", "How long is measured. Default: 10s; 10m of a soak.");

    public Option<string?> WarmUp { get; } =
        Time("--warm-up", "How long the same is done before, unmeasured. Default: 8s.");

    public Option<string?> Ramp { get; } = Time("--ramp", "How long the load takes to grow to its full height.");

    public Option<int?> Count { get; } =
        Number("--count", "Closed loop: ends after this many documents behind the warm-up.", 1, int.MaxValue);

    public Option<double?> Intensity { get; } =
        new("--intensity") { Description = "What all rates of a scenario are multiplied by.", HelpName = "X" };

    public Option<bool> Soak { get; } =
        Flag(
            "--soak",
            "A long run, at 80 % of what the server can do when no other load is named; fails when latency or memory grow."
        );

    public Option<string?> SelfVerification { get; } =
        Word(
            "--self-verification",
            "In process: what is verified before return. Default: full.",
            LoadText.SelfVerifications.Keys
        );

    public Option<string?> Configuration { get; } =
        Text("--configuration", "With --server: its configuration on this machine, for the token's ceiling.", "FILE");

    public Option<string?> Metrics { get; } =
        Text(
            "--metrics",
            "With --server: its metrics page, such as http://127.0.0.1:5441/metrics; also for the ceiling's sessions.",
            "URL"
        );

    public Option<string?> Tenant { get; } =
        Text("--tenant", "The tenant; not needed when the server has one.", "TENANT");

    public Option<bool> Json { get; } = Flag("--json", "The last line is one JSON object.");

    public Option<string?> Report { get; } =
        Text("--report", "Writes a page with charts, and its picture where Chromium is installed.", "FILE.html");

    public Option<bool> PrintScenario { get; } =
        Flag("--print-scenario", "Writes the scenario that is built in, to begin one of your own with.");

    /// <summary>Adds them all.</summary>
    public void AddTo(Command command)
    {
        Connection.Server.DefaultValueFactory = null; // A server of its own is as good a choice.
        Connection.AddTo(command);
        Option[] all =
        [
            InProcess,
            Transport,
            Document,
            Scenario,
            Key,
            Sessions,
            Level,
            Steps,
            Step,
            Input,
            Profile,
            Callers,
            Rate,
            Share,
            Unary,
            Stream,
            Streams,
            Duration,
            WarmUp,
            Ramp,
            Count,
            Intensity,
            Soak,
            SelfVerification,
            Configuration,
            Metrics,
            Tenant,
            Json,
            Report,
            PrintScenario,
        ];
        foreach (var option in all)
        {
            command.Add(option);
        }
    }

    /// <summary>True when an option stands on the command line.</summary>
    public static bool IsGiven(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    private static Option<bool> Flag(string name, string description) => new(name) { Description = description };

    private static Option<string?> Text(string name, string description, string helpName) =>
        new(name) { Description = description, HelpName = helpName };

    private static Option<string?> Word(string name, string description, IEnumerable<string> words)
    {
        var option = new Option<string?>(name) { Description = description };
        return option.AcceptOnlyFromAmong([.. words]);
    }

    private static Option<string?> Time(string name, string description)
    {
        var option = Text(name, description, "TIME");
        option.Validators.Add(given =>
        {
            if (given.Tokens is [{ Value: var text }, ..] && !LoadText.TryReadDuration(text, out _))
            {
                given.AddError($"{name}: '{text}' is no duration, such as 500ms, 10s, 5m.");
            }
        });
        return option;
    }

    private static Option<int?> Number(string name, string description, int least, int most)
    {
        var option = new Option<int?>(name) { Description = description, HelpName = "N" };
        option.Validators.Add(given =>
        {
            var text = given.Tokens.FirstOrDefault()?.Value;
            var isNumber = int.TryParse(text, CultureInfo.InvariantCulture, out var number);
            if (isNumber && (number < least || number > most))
            {
                given.AddError($"{name} is {least} to {most}.");
            }
        });
        return option;
    }
}
