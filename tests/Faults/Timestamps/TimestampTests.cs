// SPDX-License-Identifier: Apache-2.0
using Grpc.Core;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.TestKit;
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Faults;

public sealed class TimestampTests
{
    private static readonly TimeSpan BackOff = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SetAside = TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData(TsaFault.Down, "Unreachable")]
    [InlineData(TsaFault.Slow, "TimedOut")]
    public async Task Authority_WhenItIsAwayAndComesBack_IsUsedAgain(TsaFault fault, string outcome) =>
        await FailAndRecoverAsync(fault, outcome, "BackingOff", BackOff, alarms: 0);

    [Theory]
    [InlineData(TsaFault.WrongNonce)]
    [InlineData(TsaFault.WrongImprint)]
    [InlineData(TsaFault.ExpiredCertificate)]
    public async Task Authority_WhenItLiesAndRepents_IsSetAsideAndThenUsedAgain(TsaFault fault) =>
        await FailAndRecoverAsync(fault, "BadToken", "SetAside", SetAside, alarms: 1);

    [Theory]
    [InlineData(TsaFault.Down)]
    [InlineData(TsaFault.Slow)]
    [InlineData(TsaFault.WrongNonce)]
    [InlineData(TsaFault.WrongImprint)]
    [InlineData(TsaFault.ExpiredCertificate)]
    public async Task SecondAuthority_WhenTheFirstFails_StampsInItsPlace(TsaFault fault)
    {
        using var school = new FaultSchool();
        using var token = await school.NewTokenAsync();
        var setting = new FaultSetting { Secrets = [token.Pin] };
        await using var first = await FaultyAuthority.StartAsync(school, setting.Time);
        await using var second = await FaultyAuthority.StartAsync(school, setting.Time);
        var options = school.Options([token.Options], [first.Entry("first"), second.Entry("second")]);
        await using var server = await FaultServer.StartAsync(options, setting);
        await first.BreakAsync(fault);

        var signed = await server.Client.SignAsync(FaultServer.Document(FaultServer.NewId()), FaultSchool.AllSteps());

        Assert.Equal("second", signed.Signatures[^1].TimestampAuthority);
        await server.VerifyAsync(signed.Document);
        await server.Logs.OfAsync(1401, "first");
        Assert.Equal(1, server.Metrics.Of("hocbaso.timestamp.requests", "second", "Granted"));
        await server.HealthIsAsync(serving: true, "tsa", "second: Answering");
    }

    [Theory]
    [InlineData(TsaFault.Down)]
    [InlineData(TsaFault.Slow)]
    [InlineData(TsaFault.WrongImprint)]
    public async Task DocumentTimestamp_WhenTheAuthorityFailsAndComesBack_IsMadeUnderTheSameId(TsaFault fault)
    {
        using var school = new FaultSchool();
        using var token = await school.NewTokenAsync();
        var setting = new FaultSetting { Secrets = [token.Pin] };
        await using var authority = await FaultyAuthority.StartAsync(school, setting.Time);
        var options = school.Options([token.Options], [authority.Entry("tsa")]);
        await using var server = await FaultServer.StartAsync(options, setting);
        var pdf = new DocumentToSign(FaultServer.NewId(), OnePagePdf.Make(), DocumentFormat.Pdf);
        var settings = new SigningSettings { DocumentTimestamp = true };
        await authority.BreakAsync(fault);

        var error = await Assert.ThrowsAsync<SigningClientException>(() => server.Client.SignAsync(pdf, settings));
        Assert.Equal((StatusCode.Unavailable, "TIMESTAMP_UNAVAILABLE"), (error.Status, error.Kind));
        Assert.NotNull(error.RetryAfter);

        await authority.RepairAsync();
        setting.Time.Advance(SetAside);
        var stamped = await server.Client.SignAsync(pdf, settings);
        var repeated = await server.Client.SignAsync(pdf, settings);
        Assert.Equal(("DTS-1", false), (stamped.DocumentTimestamp!.FieldName, stamped.IsRepeated));
        Assert.True(repeated.IsRepeated);
        Assert.Equal(stamped.Document.ToArray(), repeated.Document.ToArray());
    }

    private static async Task FailAndRecoverAsync(
        TsaFault fault,
        string outcome,
        string state,
        TimeSpan period,
        int alarms
    )
    {
        using var school = new FaultSchool();
        using var token = await school.NewTokenAsync();
        var setting = new FaultSetting { Secrets = [token.Pin] };
        await using var authority = await FaultyAuthority.StartAsync(school, setting.Time);
        await using var server = await FaultServer.StartAsync(
            school.Options([token.Options], [authority.Entry("tsa")]),
            setting
        );
        await server.SignAsync();

        await authority.BreakAsync(fault);
        var request = FaultServer.NewId();
        var error = await server.RefusesAsync(StatusCode.Unavailable, "TIMESTAMP_UNAVAILABLE", request);
        Assert.NotNull(error.RetryAfter);
        Assert.Equal(1, server.Metrics.Of("hocbaso.timestamp.requests", "tsa", outcome));
        Assert.Equal(alarms, server.Metrics.Of("hocbaso.timestamp.alarms", "tsa"));
        Assert.Equal(1, server.Metrics.Of("hocbaso.documents", "TimestampUnavailable"));
        await server.Logs.OfAsync(1401, outcome);
        await server.Logs.OfAsync(1203, "TimestampUnavailable");
        if (alarms > 0)
        {
            await server.Logs.OfAsync(1402, outcome);
        }
        await server.HealthIsAsync(serving: false, "tsa", $"tsa: {state}");

        await authority.RepairAsync();
        setting.Time.Advance(period);
        // The request that failed is the one that is sent again.
        await server.SignAsync(request);
        await server.Logs.OfAsync(1403, "tsa");
        await server.HealthIsAsync(serving: true, "tsa", "tsa: Answering");
    }
}
