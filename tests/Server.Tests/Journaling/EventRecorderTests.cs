// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Journaling;
using Microsoft.Extensions.Logging;
using Recorder = HocBaSo.Signing.Server.Journaling.EventRecorder;

namespace HocBaSo.Signing.Server.Tests;

public sealed class EventRecorderTests
{
    private readonly GatedEvents _journal = new();
    private readonly LogRecorder _logs = new();

    [Fact]
    public async Task Record_WhenRefusalsAreEqual_WritesTheFirstAtOnceAndOneRowForTheRest()
    {
        await using var recorder = NewRecorder();
        for (var i = 0; i < 500; i++)
        {
            recorder.Record(Refusal("so-a", $"r-{i}"));
        }
        recorder.Record(Refusal("so-b", "other"));

        await _journal.ReachesAsync(3);
        var rows = _journal.Rows;
        Assert.Equal(("so-a", "r-0", 1), (rows[0].Caller, rows[0].RequestId, rows[0].Count));
        Assert.Equal(("so-b", "other", 1), (rows[1].Caller, rows[1].RequestId, rows[1].Count));
        Assert.Equal(("so-a", "", 499), (rows[2].Caller, rows[2].RequestId, rows[2].Count));
    }

    [Fact]
    public async Task Record_WhenACallerVariesWhatItAsksFor_BoundsTheRowsAndLosesNoCount()
    {
        var recorder = NewRecorder();
        for (var i = 0; i < 2000; i++)
        {
            recorder.Record(Refusal("so-a", $"r-{i}") with { Subject = $"identity-{i}" });
        }
        await recorder.DisposeAsync();

        Assert.InRange(_journal.Rows.Count, RefusalWindow.MaxDifferent, RefusalWindow.MaxDifferent + 2);
        Assert.Equal(2000, _journal.Rows.Sum(static row => row.Count));
        Assert.All(_journal.Rows, static row => Assert.Equal("so-a", row.Caller));
    }

    [Fact]
    public async Task Record_WhenStrangersVaryWhatTheyAskFor_WritesFewRowsAndLosesNoCount()
    {
        var recorder = NewRecorder();
        for (var i = 0; i < 2000; i++)
        {
            recorder.Record(Refusal("", $"r-{i}") with { Subject = $"identity-{i}" });
        }
        await recorder.DisposeAsync();

        Assert.InRange(
            _journal.Rows.Count,
            RefusalWindow.MaxDifferentOfStrangers,
            RefusalWindow.MaxDifferentOfStrangers + 2
        );
        Assert.Equal(2000, _journal.Rows.Sum(static row => row.Count));
    }

    [Fact]
    public async Task Record_WhenTheQueueIsFull_TellsHowManyWereDroppedByCallerAndKind()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _journal.Gate = gate.Task;
        var recorder = NewRecorder(capacity: 8);
        // None of them is merged: they are no refusals. The reader takes some and then waits for the journal.
        for (var i = 0; i < 1000; i++)
        {
            recorder.Record(new JournalEvent { Kind = JournalEventKind.CallerSeen, Caller = i % 2 == 0 ? "a" : "b" });
        }
        gate.SetResult();
        await recorder.DisposeAsync();

        Assert.Equal(1000, _journal.Rows.Sum(static row => row.Count));
        Assert.InRange(_journal.Rows.Count, 10, 900);
        var dropped = _journal.Rows.Where(static row => row.Count > 1).ToArray();
        Assert.Equal(["a", "b"], dropped.Select(static row => row.Caller).Order(StringComparer.Ordinal));
        Assert.All(dropped, static row => Assert.Equal(JournalEventKind.CallerSeen, row.Kind));
        Assert.All(dropped, static row => Assert.NotEmpty(row.Detail));
    }

    [Fact]
    public async Task Record_WhenTheJournalFailsForAWhile_LogsOnceAndTellsTheCountLater()
    {
        await using var recorder = NewRecorder();
        _journal.Fails = true;
        recorder.Record(Refusal("so-a", "r-1"));
        recorder.Record(Refusal("so-c", "r-2"));
        await _logs.OfAsync("could not be journaled");
        _journal.Fails = false;

        await _journal.ReachesAsync(2);
        Assert.Equal(["so-a", "so-c"], _journal.Rows.Select(static row => row.Caller).Order(StringComparer.Ordinal));
        Assert.Single(_logs.Entries, static entry => entry.Level == LogLevel.Error);
    }

    [Fact]
    public async Task Dispose_WhenTheJournalNeverCameBack_LogsWhatWasLost()
    {
        _journal.Fails = true;
        var recorder = NewRecorder();
        recorder.Record(Refusal("so-a", "r-1"));
        await recorder.DisposeAsync();

        Assert.Empty(_journal.Rows);
        Assert.Contains(_logs.Entries, static entry => entry.Text.StartsWith("1 events (CallRefused of 'so-a')"));
        recorder.Record(Refusal("so-a", "r-2"));
        Assert.Contains(_logs.Entries, static entry => entry.Text.Contains("after the journal was closed"));
    }

    [Fact]
    public async Task Dispose_WhenItNeverBegan_LogsWhatWaited()
    {
        var recorder = NewIdleRecorder();
        for (var i = 0; i < 3; i++)
        {
            recorder.Record(Refusal("so-a", $"r-{i}"));
        }
        await recorder.DisposeAsync();

        Assert.Contains(_logs.Entries, static entry => entry.Text.StartsWith("3 events (CallRefused of 'so-a')"));
    }

    [Fact]
    public async Task Record_WhenItComesBehindTheLastLook_LogsItself()
    {
        _journal.Fails = true;
        var recorder = NewRecorder();
        recorder.Record(Refusal("so-a", "r-1"));
        _logs.Logged = text =>
        {
            if (text.Contains("were never journaled", StringComparison.Ordinal))
            {
                recorder.Record(Refusal("so-late", "r-2"));
            }
        };
        await recorder.DisposeAsync();

        Assert.Contains(_logs.Entries, static entry => entry.Text.Contains("(CallRefused of 'so-late') came after"));
    }

    [Fact]
    public async Task Record_WhenTextsAreTooLongOrHoldControls_KeepsThemWithinBounds()
    {
        var recorder = NewRecorder();
        recorder.Record(Refusal(new string('c', 300), "\u001b[2J") with { Detail = new string('d', 2000) });
        await recorder.DisposeAsync();

        var row = Assert.Single(_journal.Rows);
        Assert.Equal((256, 1000), (row.Caller.Length, row.Detail.Length));
        Assert.Equal("\uFFFD[2J", row.RequestId);
    }

    [Theory]
    [InlineData("a\u202Eb")]
    [InlineData("a\u2066b")]
    [InlineData("a\u200Bb")]
    [InlineData("a\u2028b")]
    public async Task Record_WhenATextWouldTurnOrHideOthers_ReplacesWhatDoes(string text)
    {
        var recorder = NewRecorder();
        recorder.Record(Refusal("so-a", "r-1") with { Detail = text });
        await recorder.DisposeAsync();

        Assert.Equal("a\uFFFDb", Assert.Single(_journal.Rows).Detail);
    }

    private Recorder NewRecorder(int capacity = 4096)
    {
        var recorder = NewIdleRecorder(capacity);
        recorder.Start(_journal);
        return recorder;
    }

    private Recorder NewIdleRecorder(int capacity = 4096) =>
        new(
            TimeProvider.System,
            LoggerFactory.Create(logging => logging.AddProvider(_logs)).CreateLogger<Recorder>(),
            capacity
        );

    private static JournalEvent Refusal(string caller, string requestId) =>
        new()
        {
            Kind = JournalEventKind.CallRefused,
            Caller = caller,
            Operation = "SigningService/Sign",
            RequestId = requestId,
            Error = SigningErrorKind.NotPermitted,
        };
}
