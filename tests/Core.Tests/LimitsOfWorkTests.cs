// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core.Tests;

/// <summary>Requests that end early or have to wait: the caller, the deadline, a full server, a full HSM.</summary>
public sealed class LimitsOfWorkTests : IDisposable
{
    private static readonly TimeSpan s_long = TimeSpan.FromSeconds(20);

    private readonly PipelineFixture _house = new();

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task Sign_WhenTheCallerGoesAway_ClosesTheIntent()
    {
        using var caller = new CancellationTokenSource();
        _house.Signer.BeforeSigning = async token =>
        {
            await caller.CancelAsync();
            token.ThrowIfCancellationRequested();
        };

        var result = await _house.Pipeline.SignAsync(
            PipelineFixture.Request("r1", "doc", ("GVCN", "gvcn")),
            caller.Token
        );

        Assert.Equal(SigningErrorKind.Cancelled, result.Error!.Kind);
        Assert.Equal(SigningErrorKind.Cancelled, _house.Journal.Outcomes.Single().Error);
        Assert.Equal(0, _house.Pipeline.InFlight);
    }

    [Fact]
    public async Task AtWork_WhileADocumentWaitsForItsTimestamp_DoesNotCountIt()
    {
        var answer = new TaskCompletionSource();
        _house.BeforeTimestamp = () => answer.Task;
        var request = PipelineFixture.Request("r1", "doc", ("GVCN", "gvcn"));
        var running = _house.Pipeline.SignAsync(
            request with
            {
                Steps = [request.Steps[0] with { Level = SignatureLevel.BaselineT }],
            },
            CancellationToken.None
        );
        var waited = SpinWait.SpinUntil(() => _house.Pipeline is { InFlight: 1, AtWork: 0 }, s_long);
        answer.SetResult();

        Assert.NotNull((await running).Document);
        Assert.True(waited);
        Assert.Equal((0, 0), (_house.Pipeline.InFlight, _house.Pipeline.AtWork));
    }

    [Fact]
    public async Task Sign_WhenTheDeadlinePassesDuringTheWork_SaysSo()
    {
        _house.Signer.BeforeSigning = token => Task.Delay(Timeout.Infinite, token);
        var request = PipelineFixture.Request("r1", "doc", ("GVCN", "gvcn")) with
        {
            Deadline = TimeProvider.System.GetUtcNow().AddMilliseconds(200),
        };

        var result = await _house.Pipeline.SignAsync(request, CancellationToken.None);

        Assert.Equal(SigningErrorKind.DeadlineTooShort, result.Error!.Kind);
        Assert.Equal(SigningErrorKind.DeadlineTooShort, _house.Journal.Outcomes.Single().Error);
    }

    [Fact]
    public async Task Sign_WhenTheServerIsFull_RefusesTheOneAndLetsTheOtherWait()
    {
        using var house = new PipelineFixture(new SigningPipelineOptions { MaxInFlight = 1 });
        var gate = new TaskCompletionSource();
        house.Signer.BeforeSigning = _ => gate.Task;
        var running = house.SignAsync("r1", "doc", ("GVCN", "gvcn"));

        var refused = await house.SignAsync("r2", "doc", ("GVCN", "gvcn"));
        var waiting = house.Pipeline.SignAsync(
            PipelineFixture.Request("r3", "doc", ("GVCN", "gvcn")) with
            {
                MayWait = true,
            },
            CancellationToken.None
        );
        gate.SetResult();

        Assert.Equal(SigningErrorKind.Overloaded, refused.Error!.Kind);
        Assert.NotNull(refused.Error.RetryAfter);
        Assert.True((await running).IsSigned);
        Assert.True((await waiting).IsSigned);
    }

    [Fact]
    public async Task Sign_WhenTheQueueOfTheHsmIsFull_RefusesTheOneAndLetsTheOtherWait()
    {
        var refusals = 0;
        _house.Signer.BeforeSigning = _ =>
            Interlocked.Increment(ref refusals) <= 2
                ? throw new SigningException(SigningErrorKind.Overloaded, "The HSM has too much to do.")
                : Task.CompletedTask;
        var request = PipelineFixture.Request("r1", "doc", ("GVCN", "gvcn"));

        var refused = await _house.Pipeline.SignAsync(request, CancellationToken.None);
        var waited = await _house.Pipeline.SignAsync(request with { MayWait = true }, CancellationToken.None);

        Assert.Equal(SigningErrorKind.Overloaded, refused.Error!.Kind);
        Assert.True(waited.IsSigned);
        Assert.Equal(3, refusals);
    }

    [Fact]
    public async Task Sign_WhenTheDeadlineIsYearsAway_IsSigned()
    {
        var request = PipelineFixture.Request("r1", "doc", ("GVCN", "gvcn")) with
        {
            Deadline = DateTimeOffset.MaxValue,
        };

        var result = await _house.Pipeline.SignAsync(request, CancellationToken.None);

        Assert.True(result.IsSigned);
    }
}
