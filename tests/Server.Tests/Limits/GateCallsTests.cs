// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using HocBaSo.Signing.Server.Limits;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>What clients that are slow to send leave to others.</summary>
public sealed class GateCallsTests
{
    private readonly ManualTimeProvider _time = new(DateTimeOffset.UnixEpoch);
    private readonly GateCalls _calls;

    public GateCallsTests() => _calls = new GateCalls(_time);

    [Fact]
    public void IsWithin_WhenAClientIsAlone_HoldsForAllThePlaces()
    {
        Assert.Equal(4, Fill("a", 4).Count);
    }

    [Fact]
    public void IsWithin_WhenAnotherHasAllThePlaces_HoldsForAnEqualShare()
    {
        Fill("slow", 4);

        Assert.Equal(2, Fill("b", 4).Count);
        Assert.Empty(Fill("slow", 4));
        // Of three clients one place each; what slow has sent beyond it doesn't count.
        Assert.Single(Fill("c", 4));
    }

    [Fact]
    public void IsWithin_WhenOneSendsLessThanItsShare_GivesTheRestAwayOnlyOnce()
    {
        Fill("a", 1);

        Assert.Equal(3, Fill("b", 4).Count);
        Assert.Single(Fill("c", 4));
        Assert.Empty(Fill("b", 4));
    }

    [Fact]
    public void IsWithin_WhenMessagesAreIn_CountsThemForEverybody()
    {
        foreach (var call in Fill("busy", 4))
        {
            call.Receive();
        }

        Assert.Empty(Fill("b", 4));
    }

    [Fact]
    public void IsWithin_WhenCallsHaveEnded_HoldsAsIfTheyHadNotBeen()
    {
        var calls = Fill("a", 4);
        calls[0].Receive();
        calls[0].Receive();
        calls.ForEach(static call => call.End());

        Assert.Equal(4, Fill("b", 4).Count);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(65)]
    [InlineData(128)]
    public void IsWithin_WhenManyAreAsSlowAsTheyMay_EachHasAShareAndTheSumIsBounded(int clients)
    {
        const int Limit = 128;
        // All with one at first: so nobody finds more left than is there.
        var sum = Names(clients).Sum(name => Fill(name, Limit, most: 1).Count);
        foreach (var name in Names(clients))
        {
            sum += Fill(name, Limit).Count;
        }

        Assert.InRange(sum, Limit / clients * clients, Limit * Enumerable.Range(1, clients).Sum(static n => 1.0 / n));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(128)]
    public void IsWithin_WhenOneAfterAnotherTakesAllItMay_TheLastFindsItsShareAndTheSumIsBounded(int clients)
    {
        const int Limit = 128;

        var each = Names(clients).Select(name => Fill(name, Limit).Count).ToList();

        Assert.Equal(Limit, each[0]);
        Assert.Equal(Limit / clients, each[^1]);
        Assert.InRange(each.Sum(), Limit, Limit * Enumerable.Range(1, clients).Sum(static n => 1.0 / n));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(128)]
    public void IsWithin_WhenOneAfterAnotherIsSlow_TheLastFindsItsShareAndTheSumIsBounded(int clients)
    {
        const int Limit = 128;

        var each = Names(clients).Select(FillAndWait).ToList();

        Assert.Equal(Limit, each[0]);
        Assert.Equal(Limit / clients, each[^1]);
        Assert.InRange(each.Sum(), Limit, Limit * Enumerable.Range(1, clients).Sum(static n => 1.0 / n));

        int FillAndWait(string name)
        {
            var calls = Fill(name, Limit).Count;
            _time.Advance(TimeSpan.FromSeconds(1));
            return calls;
        }
    }

    [Theory]
    [InlineData(129)]
    [InlineData(2000)]
    public void IsWithin_WhenMoreAreSlowThanThereArePlaces_EachHasOneAndNobodyIsKeptOut(int clients)
    {
        const int Limit = 128;
        var slow = new List<GateCall>();
        foreach (var name in Names(clients))
        {
            slow.Add(Assert.Single(Fill(name, Limit, most: 1)));
            _time.Advance(TimeSpan.FromMilliseconds(10));
        }

        var other = Assert.Single(Fill("other", Limit));
        other.Receive();
        other.End();
        _time.Advance(TimeSpan.FromSeconds(1));
        // What is in counts, of whomever.
        slow.Take(Limit).ToList().ForEach(static call => call.Receive());
        Assert.Empty(Fill("other", Limit));
        slow[0].End();
        Assert.Single(Fill("other", Limit));
    }

    [Fact]
    public void IsWithin_WhenMoreComeAtOnceThanThereArePlaces_NoMoreAreLetIn()
    {
        const int Limit = 128;

        var sum = Names(2000).Sum(name => Fill(name, Limit, most: 1).Count);

        Assert.Equal(Limit, sum);
    }

    [Fact]
    public void IsWithin_WhenAClientHasSentSlowlyForLong_ItsOwnPlacesAreTakenAllTheSame()
    {
        const int Limit = 8;
        var slow = Fill("a", Limit - 1);
        _time.Advance(TimeSpan.FromSeconds(5));

        var received = 0;
        while (Fill("a", Limit, most: 1) is [var call])
        {
            call.Receive();
            received++;
        }

        Assert.Equal(Limit, slow.Count + received);
    }

    [Fact]
    public void End_WhenItIsSaidTwice_CountsOnce()
    {
        var calls = Fill("a", 4);
        calls[0].Receive();
        calls[0].End();
        calls[0].End();
        calls[1].End();
        calls[1].Receive();
        calls[1].End();

        Assert.Equal(2, Fill("a", 4).Count);
    }

    private static IEnumerable<string> Names(int count) =>
        Enumerable.Range(0, count).Select(static i => i.ToString(CultureInfo.InvariantCulture));

    // As the gate does it: what is not within the limit ends at once.
    private List<GateCall> Fill(string client, int limit, int most = int.MaxValue)
    {
        var calls = new List<GateCall>();
        while (calls.Count < most)
        {
            var call = _calls.Enter(client);
            if (!call.IsWithin(limit))
            {
                call.End();
                break;
            }
            calls.Add(call);
        }
        return calls;
    }
}
