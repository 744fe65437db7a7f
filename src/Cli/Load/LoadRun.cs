// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Server;

namespace HocBaSo.Signing.Cli;

/// <summary>A load test from end to end: the server when it is to be made, the token's ceiling, the run, the ceiling again.</summary>
internal sealed class LoadRun(LoadPlan plan, Terminal terminal)
{
    private const int CapacityCallers = 32;
    private static readonly TimeSpan CapacityTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan CeilingTime = TimeSpan.FromSeconds(1);
    private readonly LoadDocumentSource _documents = new(plan.Scenario.SchoolLevel, plan.Inputs, plan.Steps);

    /// <summary>Runs it.</summary>
    /// <exception cref="CommandException">The server or the token can't be used.</exception>
    public async Task<LoadResult> RunAsync(CancellationToken cancellationToken)
    {
        await using var site = plan.Server is null ? await StartAsync(cancellationToken) : null;
        var meter = Meter();
        using var owned = meter as IDisposable;
        if (meter is MetricsPageMeter page)
        {
            await page.RequireAsync(cancellationToken);
        }
        var ceiling = Ceiling(site, await SessionsAsync(site, meter, cancellationToken));
        var clients = plan.HasTransport ? new LoadClients(plan.Server ?? site!.Connection) : null;
        var tenant = plan.Tenant.Length == 0 && site is not null ? site.Options.Tenants[0].Name : plan.Tenant;
        using var stages = site is not null && plan.Report is not null ? new StageTimes() : null;
        var targets = new TargetFactory(clients, site?.Host, tenant);
        var engine = new LoadEngine(targets, _documents, meter, TimeProvider.System) { Stages = stages };
        var scenario = plan.Share is { } share ? await AtShareAsync(engine, share, cancellationToken) : plan.Scenario;

        var before = await MeasureAsync(ceiling, cancellationToken);
        var measured = await LiveView.RunAsync(
            terminal,
            scenario,
            slice => engine.RunAsync(scenario, slice, cancellationToken)
        );
        var after = await MeasureAgainAsync(ceiling, cancellationToken);
        return new LoadResult
        {
            Plan = plan,
            Measured = measured,
            MeterMethod = meter.Method,
            Token = ceiling is null
                ? null
                : $"{ceiling.Algorithm}, {ceiling.Sessions} session{(ceiling.Sessions == 1 ? "" : "s")}",
            CeilingBefore = before,
            CeilingAfter = after,
            Drifts = plan.IsSoak ? SoakVerdict.Of(measured) : [],
            EndedAt = TimeProvider.System.GetUtcNow(),
        };
    }

    private async Task<LoadSite> StartAsync(CancellationToken cancellationToken)
    {
        await terminal.Error.WriteLineAsync("Making a token, keys and a server in a temporary folder");
        return await LoadSite.StartAsync(
            new LoadSiteOptions
            {
                SchoolLevel = plan.Scenario.SchoolLevel,
                Identities = _documents.IdentitiesOf(plan.Scenario),
                Key = plan.Key,
                Sessions = plan.Sessions,
                SelfVerification = plan.SelfVerification,
            },
            cancellationToken
        );
    }

    // Of the identity that signs first. A run that signs nothing has none.
    private CeilingProbe? Ceiling(LoadSite? site, IReadOnlyList<TokenSessions> known)
    {
        var options = site?.Options ?? (plan.Configuration is { } file ? Load(file) : null);
        var identities = _documents.IdentitiesOf(plan.Scenario);
        var identity = identities.FirstOrDefault();
        if (options is null || identity is null)
        {
            return null;
        }
        var ceiling = CeilingProbe.Of(options, identity, known);
        if (ceiling is null)
        {
            terminal.Error.WriteLine(
                $"No ceiling: the keys of '{VisibleText.Of(identity)}' are made by administrators, the configuration names none."
            );
        }
        else if (ceiling.IsGuess)
        {
            terminal.Error.WriteLine(
                site is null
                    ? "The ceiling is measured with one session: neither the configuration nor a metrics page (--metrics) says how many "
                        + "the server has. Where it has more, the ratio to the ceiling is too high."
                    : "The ceiling is measured with one session: the server has not chosen yet how many it takes."
            );
        }
        if (ceiling is not null && site is null)
        {
            WarnOfOtherKeys(ceiling, options, [.. identities.Skip(1)], known);
        }
        return ceiling;
    }

    private void WarnOfOtherKeys(
        CeilingProbe ceiling,
        SigningServerOptions options,
        IReadOnlyList<string> others,
        IReadOnlyList<TokenSessions> known
    )
    {
        var different = others.Count(other => !IsLike(other));
        if (different > 0)
        {
            terminal.Error.WriteLine(
                $"The ceiling is that of {ceiling.Algorithm} on the token of the first identity: {different} of the {others.Count} "
                    + "others sign with keys of another kind, or on other tokens. The ratio to it says little."
            );
        }

        bool IsLike(string identity)
        {
            try
            {
                return CeilingProbe.Of(options, identity, known)?.IsLike(ceiling) == true;
            }
            catch (CommandException)
            {
                // Not there, or its certificate can't be read: what comes of it the server will say.
                return false;
            }
        }
    }

    // A server chooses by itself how many when its configuration doesn't say.
    private static async Task<IReadOnlyList<TokenSessions>> SessionsAsync(
        LoadSite? site,
        IServerMeter meter,
        CancellationToken cancellationToken
    ) =>
        site is not null
            ?
            [
                .. site
                    .Host.SessionsOf(0)
                    .Select(choice => new TokenSessions(site.Options.Tokens[0].Name, choice.Family, choice.Sessions)),
            ]
        : meter is MetricsPageMeter page ? await page.ReadSessionsAsync(cancellationToken)
        : [];

    private static SigningServerOptions Load(string file)
    {
        try
        {
            return SigningServerOptions.Load(file);
        }
        catch (ConfigurationException e)
        {
            throw new CommandException(e.Message, ExitCode.Configuration);
        }
    }

    private IServerMeter Meter() =>
        plan.Server is null ? new ProcessMeter(plan.HasTransport)
        : plan.Metrics is { } page ? new MetricsPageMeter(page)
        : new NoMeter();

    private async Task<double?> MeasureAsync(CeilingProbe? ceiling, CancellationToken cancellationToken)
    {
        var time = plan.Scenario.Duration / 5;
        return ceiling is null
            ? null
            : await ceiling.MeasureAsync(time < CeilingTime ? time : CeilingTime, cancellationToken);
    }

    // A token that can't be used any more doesn't take the result of a long run with it.
    private async Task<double?> MeasureAgainAsync(CeilingProbe? ceiling, CancellationToken cancellationToken)
    {
        try
        {
            return await MeasureAsync(ceiling, cancellationToken);
        }
        catch (CommandException e)
        {
            await terminal.Error.WriteLineAsync($"No ceiling behind the run, and so no ratio to it: {e.Message}");
            return null;
        }
    }

    private async Task<LoadScenario> AtShareAsync(LoadEngine engine, double share, CancellationToken cancellationToken)
    {
        var flow = plan.Scenario.Flows[0];
        var shorter = plan.Scenario.Duration / 4;
        var probe = plan.Scenario with
        {
            Flows = [flow with { Callers = CapacityCallers, Rate = null }],
            // All of them from the start: this looks for the most that can be done.
            Ramp = TimeSpan.Zero,
            Duration = shorter < CapacityTime ? shorter : CapacityTime,
        };
        var capacity = await engine.RunAsync(probe, static (_, _) => { }, cancellationToken);
        if (capacity.Documents == 0)
        {
            throw new CommandException("no document was done while the rate was looked for", ExitCode.Failed);
        }
        var rate = share * capacity.DocumentsPerSecond;
        await terminal.Error.WriteLineAsync(
            $"{LoadTables.N(capacity.DocumentsPerSecond, 1)} documents/s at most: going on at {LoadTables.N(rate, 1)}"
        );
        return plan.Scenario with { Flows = [flow with { Rate = rate, Callers = null }] };
    }
}
