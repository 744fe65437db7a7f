// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Server.Configuration;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>What limits of clients and windows of request ids may be.</summary>
public sealed class LimitConfigurationTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 30, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Check_WhenLimitsAreAtTheirEnds_IsContent()
    {
        var most = new ClientLimitOptions
        {
            RequestsPerSecond = 100_000,
            DocumentsPerSecond = 100_000,
            InFlight = 4096,
            Streams = 4096,
            MaxDocumentBytes = 256 << 20,
        };

        Assert.Empty(Check(ClientLimitOptions.None));
        Assert.Empty(Check(most));
    }

    [Fact]
    public void Check_WhenLimitsAreOutOfRange_TellsEachByItsPath()
    {
        var wrong = new ClientLimitOptions
        {
            RequestsPerSecond = -1,
            DocumentsPerSecond = 100_001,
            InFlight = 4097,
            Streams = 4097,
            MaxDocumentBytes = (256 << 20) + 1,
        };

        Assert.Equal(
            [
                "clients[0].limits.requestsPerSecond",
                "clients[0].limits.documentsPerSecond",
                "clients[0].limits.inFlight",
                "clients[0].limits.streams",
                "clients[0].limits.maxDocumentBytes",
            ],
            Check(wrong)
        );
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(36_500, true)]
    [InlineData(-1, false)]
    [InlineData(36_501, false)]
    public void CheckDays_WhenDaysAreGiven_TakesNoneToAHundredYears(int days, bool isGood)
    {
        var errors = new ErrorList();
        ClientLimitRules.CheckDays(days, "idempotency.days", errors);
        Assert.Equal(isGood, errors.IsEmpty);
    }

    [Fact]
    public void Window_WhenClientsHaveTheirOwn_IsThatOfEachAndElseOfAll()
    {
        var window = IdempotencyParts.Of(Options(Client("short", 2), Client("usual", 0)));

        Assert.False(window.Covers("short", Now.AddDays(-3), Now));
        Assert.True(window.Covers("usual", Now.AddDays(-400), Now));
        Assert.False(window.Covers("loopback", Now.AddDays(-401), Now));
    }

    private static List<string> Check(ClientLimitOptions limits)
    {
        var errors = new ErrorList();
        ClientLimitRules.Check(limits, "clients[0].limits", errors);
        return errors.IsEmpty
            ? []
            :
            [
                .. Assert
                    .Throws<ConfigurationException>(() => errors.ThrowIfAny("x"))
                    .Errors.Select(static e => e.Path),
            ];
    }

    private static ClientOptions Client(string id, int days) =>
        new()
        {
            Id = id,
            Certificates = [],
            Grants = [],
            IdempotencyDays = days,
        };

    private static SigningServerOptions Options(params ClientOptions[] clients) =>
        new()
        {
            Node = "n",
            JournalPath = "j",
            Tokens = [],
            Tenants = [],
            Identities = [],
            Clients = clients,
        };
}
