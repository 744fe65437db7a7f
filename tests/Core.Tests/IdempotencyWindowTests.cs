// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core.Tests;

/// <summary>How long a request id stands for its document.</summary>
public sealed class IdempotencyWindowTests : IDisposable
{
    private const int Days = 3;
    private readonly StandingClock _clock = new();
    private readonly PipelineFixture _house;

    public IdempotencyWindowTests() =>
        _house = new PipelineFixture(
            new SigningPipelineOptions { Idempotency = new IdempotencyWindow(Days, Of(("short", 1), ("long", 9))) },
            _clock
        );

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task Sign_WhenTheIdComesAtTheLastMomentOfTheWindow_CompletesTheSameDocument()
    {
        var first = await SignAsync("doc");
        _clock.Now += TimeSpan.FromDays(Days);

        var again = await SignAsync("doc");
        var other = await SignAsync("other");

        Assert.True(again.Document!.IsRepeated);
        Assert.Equal(first.Document!.Document.ToArray(), again.Document.Document.ToArray());
        Assert.Equal(1, again.Document.Attempt);
        Assert.Equal(SigningErrorKind.RequestIdReused, other.Error!.Kind);
    }

    [Theory]
    [InlineData("doc")]
    [InlineData("other")]
    public async Task Sign_WhenTheIdComesBehindTheWindow_IsANewRequestUnderTheNextAttempt(string document)
    {
        await SignAsync("doc");
        _clock.Now += TimeSpan.FromDays(Days) + TimeSpan.FromSeconds(1);

        var result = await SignAsync(document);
        var repeated = await SignAsync(document);

        Assert.False(result.Document!.IsRepeated);
        Assert.Equal(2, result.Document.Attempt);
        Assert.Equal(2, _house.Signer.Signatures);
        Assert.True(repeated.Document!.IsRepeated);
        Assert.Equal(result.Document.Document.ToArray(), repeated.Document.Document.ToArray());
        Assert.Equal([1, 2], _house.Journal.Intents.Select(static i => i.Attempt));
    }

    [Fact]
    public async Task Sign_WhenTheIdIsUsedAnew_TheWindowBeginsAnew()
    {
        await SignAsync("doc");
        _clock.Now += TimeSpan.FromDays(Days) + TimeSpan.FromSeconds(1);
        await SignAsync("other");
        _clock.Now += TimeSpan.FromDays(Days);

        var known = await SignAsync("other");
        var first = await SignAsync("doc");

        Assert.True(known.Document!.IsRepeated);
        Assert.Equal(SigningErrorKind.RequestIdReused, first.Error!.Kind);
    }

    [Fact]
    public async Task Sign_WhenAnIntentBehindTheWindowIsOpen_ItIsClosedAllTheSame()
    {
        _house.Journal.FailsOutcomes = true;
        await SignAsync("doc");
        _house.Journal.FailsOutcomes = false;
        _clock.Now += TimeSpan.FromDays(Days + 1);

        var result = await SignAsync("other");

        Assert.True(result.IsSigned);
        Assert.Equal(
            ["intent GVCN-1", "outcome 0 Discarded", "intent GVCN-1", "outcome 0 Signed"],
            _house.Journal.Events
        );
    }

    [Theory]
    [InlineData("short", 1, true)]
    [InlineData("short", 2, false)]
    [InlineData("long", 9, true)]
    [InlineData("long", 10, false)]
    [InlineData("anybody", Days, true)]
    [InlineData("anybody", Days + 1, false)]
    public async Task Sign_WhenAClientHasAWindowOfItsOwn_ThatCounts(string client, int days, bool isRepeated)
    {
        await SignAsync("doc", client);
        _clock.Now += TimeSpan.FromDays(days);

        var result = await SignAsync("doc", client);

        Assert.Equal(isRepeated, result.Document!.IsRepeated);
    }

    [Fact]
    public void Covers_WhenThereIsNoWindow_AlwaysDoes()
    {
        Assert.True(IdempotencyWindow.Unlimited.Covers("anybody", DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue));
        // A clock that was set back makes nothing new.
        Assert.True(new IdempotencyWindow(1, Of()).Covers("anybody", _clock.Now.AddYears(1), _clock.Now));
    }

    private static Dictionary<string, int> Of(params (string Client, int Days)[] clients) =>
        clients.ToDictionary(static c => c.Client, static c => c.Days, StringComparer.Ordinal);

    private Task<SigningResult> SignAsync(string document, string client = "loopback")
    {
        var request = PipelineFixture.Request("r1", document, ("GVCN", "gvcn"));
        return _house.Pipeline.SignAsync(request with { Key = request.Key with { Caller = client } }, default);
    }
}
