// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pkcs11.Tests;

/// <summary>How many sessions are chosen from what was measured.</summary>
public sealed class SessionRuleTests
{
    [Theory]
    // SoftHSM, RSA-2048: two sessions sign on the processors that the rest needs, and still the server does more with them...
    [InlineData(2, 8, 1838, 544, 3344, 600, 2)]
    // ... unless they stand in each other's way, as on a busy machine.
    [InlineData(2, 8, 1838, 544, 2000, 950, 1)]
    [InlineData(8, 8, 1838, 544, 3344, 600, 2)]
    // SoftHSM, P-256: one session is more than the rest can use, however many processors there are.
    [InlineData(2, 8, 19800, 50, 24000, 75, 1)]
    [InlineData(4, 8, 19800, 50, 24000, 75, 1)]
    // An HSM in a network signs elsewhere: it pays to ask it for several at a time, as far as it lets us.
    [InlineData(2, 8, 200, 25, 400, 25, 2)]
    [InlineData(2, 1, 200, 25, 400, 25, 1)]
    // A token under one lock gains nothing.
    [InlineData(16, 8, 1000, 900, 1050, 950, 1)]
    public void Choose_WhenTwoSessionsWereMeasured_TakesWhatTheWholeServerGains(
        int processors,
        int allowed,
        double one,
        double oneCpu,
        double two,
        double twoCpu,
        int expected
    )
    {
        // Four do what two do.
        var choice = SessionCalibration.Choose(
            KeyFamily.Rsa,
            allowed,
            processors,
            sessions => sessions == 1 ? new(1, one, oneCpu) : new(sessions, two, twoCpu)
        );

        Assert.Equal(expected, choice.Sessions);
        Assert.Null(choice.Failure);
        Assert.Contains("1: ", choice.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void Choose_WhenEachSessionGains_TakesAsManyAsThereAreTrialsFor()
    {
        var choice = SessionCalibration.Choose(KeyFamily.Ec, 100, 2, sessions => new(sessions, 100 * sessions, 20));

        Assert.Equal(8, choice.Sessions);
        Assert.Equal([1, 2, 4, 8], choice.Samples.Select(static sample => sample.Sessions));
    }

    [Fact]
    public void Choose_WhenMoreSessionsCantBeHad_TakesThoseThatCould()
    {
        var choice = SessionCalibration.Choose(
            KeyFamily.Ec,
            100,
            2,
            sessions => sessions > 2 ? null : new(sessions, 100 * sessions, 20)
        );

        Assert.Equal(2, choice.Sessions);
    }

    [Fact]
    public void Choose_WhenNothingCanBeMeasured_TakesOneAndSaysWhy()
    {
        var choice = SessionCalibration.Choose(KeyFamily.Ec, 100, 2, static _ => null);

        Assert.Equal(1, choice.Sessions);
        Assert.Equal("the token did not sign", choice.Describe());
    }
}
