// SPDX-License-Identifier: Apache-2.0
using System.CommandLine;
using System.Globalization;

namespace HocBaSo.Signing.Cli;

/// <summary>From the command line to a plan; refuses what does not go together.</summary>
internal sealed class LoadPlanReader(LoadOptions options, ParseResult parsed)
{
    private const int DefaultCallers = 32;
    private const double MaxShare = 10;
    private const double SoakShare = 0.8;
    private static readonly TimeSpan SoakTime = TimeSpan.FromMinutes(10);

    /// <summary>The plan.</summary>
    /// <exception cref="CommandException">Options contradict each other, or a file can't be read.</exception>
    public LoadPlan Read()
    {
        CheckPlace();
        var isSoak = parsed.GetValue(options.Soak);
        var share = Share(isSoak);
        var inProcess = parsed.GetValue(options.InProcess);
        var scenario = WithTimes(Given(options.Scenario) ? OfFile() : OfOptions(), isSoak);
        CheckSteps(scenario);
        var hasTransport = HasTransport(scenario, inProcess);
        if (!Given(options.Scenario))
        {
            scenario = scenario with { Name = NameOf(scenario.Flows[0], hasTransport, share) };
        }
        return new LoadPlan
        {
            Scenario = scenario,
            Server = inProcess ? null : options.Connection.Read(parsed),
            HasTransport = hasTransport,
            Key = LoadText.Keys[parsed.GetValue(options.Key) ?? LoadText.Keys.First().Key],
            Sessions = parsed.GetValue(options.Sessions),
            SelfVerification = LoadText.SelfVerifications[
                parsed.GetValue(options.SelfVerification) ?? LoadText.SelfVerifications.First().Key
            ],
            Configuration = parsed.GetValue(options.Configuration),
            Metrics = Metrics(),
            Tenant = parsed.GetValue(options.Tenant) ?? "",
            Inputs =
            [
                .. (parsed.GetValue(options.Input) ?? []).Select(file => new ReadOnlyMemory<byte>(
                    NamedFile.Bytes(options.Input.Name, file)
                )),
            ],
            Steps = [.. (parsed.GetValue(options.Step) ?? []).Select(StepSyntax.Parse)],
            IsSoak = isSoak,
            Share = share,
            Json = parsed.GetValue(options.Json),
            Report = Report(),
        };
    }

    private void CheckPlace()
    {
        var inProcess = parsed.GetValue(options.InProcess);
        Require(inProcess != Given(options.Connection.Server), "give one of --server and --in-process");
        RefuseUnless(
            inProcess,
            "--in-process",
            options.Transport,
            options.Key,
            options.Sessions,
            options.SelfVerification
        );
        RefuseUnless(
            !inProcess,
            "--server",
            [options.Configuration, options.Metrics, options.Tenant, .. options.Connection.Credentials]
        );
        RefuseUnless(
            !Given(options.Scenario),
            "a single flow, not with --scenario",
            options.Document,
            options.Steps,
            options.Step,
            options.Input,
            options.Profile,
            options.Callers,
            options.Rate,
            options.Share,
            options.Unary,
            options.Stream,
            options.Streams,
            options.Count
        );
        RefuseUnless(Given(options.Scenario), "--scenario", options.Intensity);
        RefuseTogether(options.Callers, options.Rate);
        RefuseTogether(options.Callers, options.Share);
        RefuseTogether(options.Rate, options.Share);
        RefuseTogether(options.Share, options.Count);
        RefuseTogether(options.Unary, options.Stream);
        RefuseTogether(options.Steps, options.Step);
        RefuseTogether(options.Rate, options.Count);
        RefuseTogether(options.Soak, options.Count);
        Require(
            inProcess || !parsed.GetValue(options.Soak) || Given(options.Metrics),
            "--soak with --server needs --metrics: it judges the server's memory"
        );
        Require(!Given(options.Streams) || parsed.GetValue(options.Stream), "--streams goes with --stream");
    }

    private double? Share(bool isSoak)
    {
        var share = parsed.GetValue(options.Share);
        Require(share is null or (> 0 and <= MaxShare), $"--share is above 0, at most {MaxShare}");
        var hasLoad = Given(options.Scenario) || Given(options.Rate) || Given(options.Callers);
        return share ?? (isSoak && !hasLoad ? SoakShare : null);
    }

    private LoadScenario OfFile()
    {
        var scenario = ScenarioFile.Load(parsed.GetValue(options.Scenario)!);
        var intensity = parsed.GetValue(options.Intensity) ?? 1;
        Require(intensity is > 0 and <= 1000, "--intensity is above 0, at most 1000");
        return Given(options.Level)
            ? scenario with
            {
                Intensity = intensity,
                SchoolLevel = CommonOptions.Parse(parsed.GetValue(options.Level)!),
            }
            : scenario with
            {
                Intensity = intensity,
            };
    }

    private LoadScenario OfOptions()
    {
        var document = parsed.GetValue(options.Document) ?? LoadText.Documents.First().Key;
        var profile = parsed.GetValue(options.Profile) ?? LoadText.Levels.First().Key;
        var steps = parsed.GetValue(options.Steps);
        var rate = parsed.GetValue(options.Rate);
        Require(rate is null or (> 0 and <= LoadLimits.MaxRate), $"--rate is above 0, at most {LoadLimits.MaxRate}");
        var flow = new LoadFlow
        {
            Name = document,
            Document = LoadText.Documents[document],
            Call = parsed.GetValue(options.Stream) ? LoadCall.Stream : LoadCall.Unary,
            Level = LoadText.Levels[profile],
            Steps = StepsOf(steps),
            SealsOnly = steps == "seal",
            Callers = rate is null ? parsed.GetValue(options.Callers) ?? DefaultCallers : null,
            Rate = rate,
            Streams = parsed.GetValue(options.Streams) ?? 1,
        };
        Require(
            !flow.SealsOnly || flow.Document is LoadDocumentKind.Xml or LoadDocumentKind.Pair,
            "--steps seal is for xml and pair"
        );
        Require(
            flow.Document != LoadDocumentKind.Pair || steps is null or "all" or "seal",
            "--steps of a pair is all or seal"
        );
        return new LoadScenario
        {
            Name = document,
            Flows = [flow],
            SchoolLevel = CommonOptions.Parse(parsed.GetValue(options.Level)!),
            MaxDocuments = parsed.GetValue(options.Count),
        };
    }

    // What was asked for, in a few words; so that two lines of JSON can be told apart.
    private string NameOf(LoadFlow flow, bool hasTransport, double? share)
    {
        var key = parsed.GetValue(options.InProcess)
            ? parsed.GetValue(options.Key) ?? LoadText.Keys.First().Key
            : "server";
        var call = hasTransport ? LoadText.Of(LoadText.Calls, flow.Call) : "direct";
        var load =
            share is { } part ? string.Create(CultureInfo.InvariantCulture, $"{part:P0} load")
            : flow.Callers is { } callers ? string.Create(CultureInfo.InvariantCulture, $"{callers} callers")
            : string.Create(CultureInfo.InvariantCulture, $"{flow.Rate}/s");
        return $"{flow.Name} {LoadText.Of(LoadText.Levels, flow.Level)} {key} {call} {load}";
    }

    private LoadScenario WithTimes(LoadScenario scenario, bool isSoak)
    {
        var duration = Time(options.Duration) ?? (isSoak ? SoakTime : scenario.Duration);
        Require(duration >= TimeSpan.FromMilliseconds(100), "--duration is at least 100ms");
        var timed = scenario with
        {
            Duration = duration,
            WarmUp = Time(options.WarmUp) ?? scenario.WarmUp,
            Ramp = Time(options.Ramp) ?? scenario.Ramp,
        };
        // Its first fifth is what the last is compared with.
        Require(!isSoak || timed.Ramp <= timed.WarmUp, "--ramp of a soak ends within --warm-up");
        foreach (var flow in timed.Flows.Where(static flow => flow.IsOpen))
        {
            CheckArrivals(flow, timed);
        }
        return timed;
    }

    // What a level of school does not have can't be measured as if it had.
    private static void CheckSteps(LoadScenario scenario)
    {
        var documents = new LoadDocumentSource(scenario.SchoolLevel, [], []);
        foreach (var flow in scenario.Flows.Where(static flow => flow.Steps > 1))
        {
            var most = documents.MostSteps(flow.Document);
            Require(
                flow.Steps <= most,
                $"flow {flow.Name}: {flow.Steps} steps are more than the {most} signatures of its documents at this level"
            );
        }
    }

    private static void CheckArrivals(LoadFlow flow, LoadScenario scenario)
    {
        var peak = (flow.Curve?.Peak ?? flow.Rate!.Value) * scenario.Intensity;
        Require(
            peak <= LoadLimits.MaxRate,
            $"flow {flow.Name} exceeds {LoadLimits.MaxRate} documents per second with that --intensity"
        );
        try
        {
            _ = flow.ArrivalsIn(scenario);
        }
        catch (ArgumentException)
        {
            throw new CommandException($"flow {flow.Name}: points of its curve fall together in so short a --duration");
        }
    }

    private string? Report()
    {
        if (parsed.GetValue(options.Report) is not { } file)
        {
            return null;
        }
        // Its picture has the same name with .png.
        Require(
            Path.GetExtension(file).ToUpperInvariant() is ".HTML" or ".HTM",
            $"--report is an HTML page: '{file}' has another ending than .html"
        );
        Require(
            Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(file))),
            $"--report: the folder of '{file}' does not exist"
        );
        return file;
    }

    private bool HasTransport(LoadScenario scenario, bool inProcess)
    {
        var isDirect = scenario.Flows.All(static flow =>
            flow is { Call: LoadCall.Unary, Document: LoadDocumentKind.Xml or LoadDocumentKind.Pdf }
        );
        if (parsed.GetValue(options.Transport) is not { } transport)
        {
            return !inProcess || !isDirect;
        }
        Require(transport == "grpc" || isDirect, "--transport none knows unary xml and pdf only");
        return transport == "grpc";
    }

    private static int? StepsOf(string? text)
    {
        if (text is null)
        {
            return 1;
        }
        if (text is "all" or "seal")
        {
            return null;
        }
        var isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count);
        Require(
            isNumber && count is >= 1 and <= LoadLimits.MaxSteps,
            $"--steps is 1 to {LoadLimits.MaxSteps}, all or seal"
        );
        return count;
    }

    private Uri? Metrics()
    {
        if (parsed.GetValue(options.Metrics) is not { } text)
        {
            return null;
        }
        var isUrl = Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https";
        Require(isUrl, $"--metrics: '{text}' is no URL");
        return url;
    }

    private TimeSpan? Time(Option<string?> option) =>
        LoadText.TryReadDuration(parsed.GetValue(option), out var time) ? time : null;

    private bool Given(Option option) => LoadOptions.IsGiven(parsed, option);

    private void RefuseUnless(bool isAllowed, string with, params ReadOnlySpan<Option> refused)
    {
        foreach (var option in refused)
        {
            Require(isAllowed || !Given(option), $"{option.Name} is for {with}");
        }
    }

    private void RefuseTogether(Option one, Option other) =>
        Require(!Given(one) || !Given(other), $"{one.Name} and {other.Name} exclude each other");

    private static void Require(bool condition, string complaint)
    {
        if (!condition)
        {
            throw new CommandException(complaint);
        }
    }
}
