// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Server.Journaling;
using HocBaSo.Signing.Storage;
using HocBaSo.Signing.TestKit;
using Microsoft.Extensions.Logging;

namespace HocBaSo.Signing.Server.Tests.Journaling;

public sealed class JournalRoomTests : IDisposable
{
    private static readonly DateTimeOffset s_now = new(2026, 5, 31, 8, 0, 0, TimeSpan.Zero);

    private readonly LogRecorder _log = new();
    private readonly LoggerFactory _loggers = new();
    private readonly ManualTimeProvider _time = new(s_now);
    private readonly SemaphoreSlim _looks = new(0);
    private JournalHealth _health = new(JournalState.Running, null, s_now, 0, 0) { FreeDiskBytes = 100L << 20 };

    public JournalRoomTests() => _loggers.AddProvider(_log);

    [Theory]
    [InlineData(9, 100, 0)]
    [InlineData(10, 100, 1)]
    [InlineData(9, 19, 1)]
    [InlineData(10, 19, 2)]
    public async Task Start_WhenTheFileIsLargeOrTheDiskIsNearlyFull_Warns(int file, int free, int warnings)
    {
        _health = _health with { FileBytes = (long)file << 20, FreeDiskBytes = (long)free << 20 };

        await using var room = Room();
        room.Start();

        Assert.Equal(warnings, _log.Entries.Count(static line => line.Level == LogLevel.Warning));
    }

    [Fact]
    public async Task Start_WhenNobodyCanTellWhatIsFree_DoesNotWarn()
    {
        _health = _health with { FreeDiskBytes = null };

        await using var room = Room();
        room.Start();

        Assert.Empty(_log.Entries);
    }

    [Fact]
    public async Task Look_WhenItLasts_WarnsOnceADay()
    {
        _health = _health with { FileBytes = 10L << 20 };
        await using (var room = Room())
        {
            room.Start();
            await _looks.WaitAsync();
            // The day is over with the third of these.
            await LookAgainAsync(TimeSpan.FromMinutes(1));
            await LookAgainAsync(TimeSpan.FromHours(12));
            await LookAgainAsync(TimeSpan.FromHours(12));
        }

        Assert.Equal(2, _log.Entries.Count);
    }

    [Theory]
    [InlineData(-7)]
    [InlineData(7)]
    public async Task Look_WhenTheClockIsSetMeanwhile_RemindsADayLaterAllTheSame(int hours)
    {
        _health = _health with { FileBytes = 10L << 20 };
        await using (var room = Room())
        {
            room.Start();
            await _looks.WaitAsync();
            _time.Step(TimeSpan.FromHours(hours));
            await LookAgainAsync(TimeSpan.FromHours(20));
            Assert.Single(_log.Entries);
            await LookAgainAsync(TimeSpan.FromHours(4));
        }

        Assert.Equal(2, _log.Entries.Count);
    }

    [Theory]
    [InlineData(31, 0)]
    [InlineData(30, 1)]
    [InlineData(1, 1)]
    [InlineData(-1, 1)]
    public async Task Start_WhenTheSealEndsSoonOrHasEnded_Warns(int days, int warnings)
    {
        await using var room = Room();
        room.Start(s_now.AddDays(days));

        Assert.Equal(warnings, _log.Entries.Count(static line => line.Text.Contains("seal", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Look_WhenTheSealEndsSoon_WarnsOnceADay()
    {
        await using (var room = Room())
        {
            room.Start(s_now.AddDays(31));
            await _looks.WaitAsync();
            // Within 30 days with the second of these; reminded a day later.
            await LookAgainAsync(TimeSpan.FromHours(12));
            await LookAgainAsync(TimeSpan.FromHours(12));
            await LookAgainAsync(TimeSpan.FromHours(12));
            await LookAgainAsync(TimeSpan.FromHours(12));
        }

        Assert.Equal(2, _log.Entries.Count);
    }

    public void Dispose()
    {
        _loggers.Dispose();
        _looks.Dispose();
    }

    private JournalRoom Room() =>
        new(
            () =>
            {
                _looks.Release();
                return _health;
            },
            new JournalSettings { WarnMegabytes = 10, WarnFreeMegabytes = 20 },
            _time,
            _loggers.CreateLogger<JournalRoom>()
        );

    private async Task LookAgainAsync(TimeSpan after)
    {
        Assert.True(SpinWait.SpinUntil(() => _time.PendingTimers > 0, TimeSpan.FromSeconds(20)));
        _time.Advance(after);
        Assert.True(await _looks.WaitAsync(TimeSpan.FromSeconds(20)));
    }
}
