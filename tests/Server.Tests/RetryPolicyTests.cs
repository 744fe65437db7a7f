// SPDX-License-Identifier: Apache-2.0
using Grpc.Core;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.Client.Errors;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>When a client tries again, by a clock that is set meanwhile.</summary>
public sealed class RetryPolicyTests
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);
    private readonly ManualTimeProvider _time = new(new DateTimeOffset(2026, 5, 31, 8, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(0)]
    [InlineData(-7)]
    [InlineData(7)]
    public async Task Run_WhenTheClockIsSetBetweenTwoTries_LeavesTheSecondWhatIsLeft(int hours)
    {
        var left = new List<TimeSpan>();
        var run = Policy(timeout: 30)
            .RunAsync(
                (deadline, _) =>
                {
                    left.Add(deadline - _time.GetUtcNow().UtcDateTime);
                    return left.Count == 1 ? throw Unavailable() : Task.FromResult(true);
                },
                CancellationToken.None
            );
        _time.Step(TimeSpan.FromHours(hours));
        _time.Advance(s_second);

        Assert.True(await run);
        Assert.Equal([30 * s_second, 29 * s_second], left);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-7)]
    public async Task Run_WhenThePauseOutlastsTheTime_GivesUp(int hours)
    {
        var tries = 0;
        var run = Policy(timeout: 1)
            .RunAsync<bool>(
                (_, _) =>
                {
                    tries++;
                    _time.Step(TimeSpan.FromHours(hours));
                    throw Unavailable();
                },
                CancellationToken.None
            );

        await Assert.ThrowsAsync<SigningClientException>(() => run);
        Assert.Equal(1, tries);
    }

    private static RpcException Unavailable() => new(new Status(StatusCode.Unavailable, "Not now."));

    private RetryPolicy Policy(int timeout) =>
        new(
            new SigningClientOptions
            {
                Time = _time,
                Timeout = timeout * s_second,
                RetryDelay = s_second,
            }
        );
}
