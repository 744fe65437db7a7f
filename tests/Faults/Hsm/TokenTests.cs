// SPDX-License-Identifier: Apache-2.0
using Grpc.Core;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Faults;

public sealed class TokenTests
{
    private const uint DeviceError = 0x30;

    [Fact]
    public async Task Module_WhenItIsMissingAtStartAndAppears_SignsWithoutARestart()
    {
        using var school = new FaultSchool();
        using var token = await school.NewTokenAsync();
        var module = Path.Combine(school.Folder, "module.so");
        var options = school.Options([token.Options with { ModulePath = module }]);
        await using var server = await FaultServer.StartAsync(options, Hiding(token));

        await UnavailableAsync(server, token.Label, "the module can't be loaded");

        File.CreateSymbolicLink(module, SoftHsmEnvironment.ModulePath);
        await WorksAgainAsync(server);
    }

    [Fact]
    public async Task Token_WhenItIsMissingAtStartAndAppears_SignsWithoutARestart()
    {
        using var school = new FaultSchool();
        using var token = SoftHsmToken.Describe();
        await using var server = await FaultServer.StartAsync(school.Options([token.Options]), Hiding(token));

        await UnavailableAsync(server, token.Label, "no token matches the configuration");

        token.Initialize();
        await school.ImportAsync(token);
        await WorksAgainAsync(server);
    }

    [Theory]
    [InlineData(0xB3, "CKR_SESSION_HANDLE_INVALID")]
    [InlineData(0x30, "CKR_DEVICE_ERROR")]
    [InlineData(0x32, "CKR_DEVICE_REMOVED")]
    [InlineData(0x101, "CKR_USER_NOT_LOGGED_IN")]
    public async Task Session_WhenItIsLostOnce_IsRebuiltAndTheCallerNeverHears(uint code, string name)
    {
        using var school = new FaultSchool();
        using var token = await school.NewTokenAsync();
        var setting = Hiding(token);
        await using var server = await FaultServer.StartAsync(school.Options([token.Options]), setting);
        await server.SignAsync();

        setting.Module!.FailAt("C_Sign", code);
        await server.SignAsync();

        await server.Logs.OfAsync(1303, name);
        await server.Logs.OfAsync(1302, $"Recovering: {name}");
        Assert.Equal(1, server.Metrics.Of("hocbaso.hsm.signatures", token.Label, name));
        Assert.Equal(2, server.Metrics.Of("hocbaso.documents", "Signed"));
        await server.HealthIsAsync(serving: true, "hsm", "Ready");
    }

    [Fact]
    public async Task Device_WhenItFailsForLongAndComesBack_RefusesAndThenSigns()
    {
        using var school = new FaultSchool();
        using var token = await school.NewTokenAsync();
        var setting = Hiding(token);
        await using var server = await FaultServer.StartAsync(school.Options([token.Options]), setting);
        var request = await server.SignAsync();

        string[] broken = ["C_Sign", "C_SignInit", "C_OpenSession", "C_GetSessionInfo"];
        Array.ForEach(broken, function => setting.Module!.Fail(function, DeviceError));
        await UnavailableAsync(server, token.Label, "CKR_DEVICE_ERROR");
        // What was signed before is still given back: it needs no token.
        await server.SignAsync(request);

        Array.ForEach(broken, setting.Module!.Heal);
        await WorksAgainAsync(server, readyTimes: 2);
    }

    [Fact]
    public async Task Key_WhenItIsDeletedAndPutBack_IsTheOnlyThingThatFails()
    {
        using var school = new FaultSchool();
        using var token = await school.NewTokenAsync();
        await using var server = await FaultServer.StartAsync(school.Options([token.Options]), Hiding(token));
        await server.SignAsync();

        using (var keys = Pkcs11.TokenKeys.Open(token.Options))
        {
            keys.Delete(FaultSchool.KeyUri);
        }
        await server.RefusesAsync(StatusCode.NotFound, "IDENTITY_NOT_FOUND");
        await server.Logs.OfAsync(1304, FaultSchool.KeyUri.ToString());
        Assert.Equal(1, server.Metrics.Of("hocbaso.documents", "IdentityNotFound"));
        // Other keys of the token sign: the token is well.
        await server.HealthIsAsync(serving: true, "hsm", "Ready");

        await school.ImportAsync(token);
        await server.SignAsync();
    }

    private static FaultSetting Hiding(SoftHsmToken token) =>
        new() { Module = new FaultyModule(), Secrets = [token.Pin] };

    private static async Task UnavailableAsync(FaultServer server, string token, string reason)
    {
        var error = await server.RefusesAsync(StatusCode.Unavailable, "HSM_UNAVAILABLE");
        Assert.NotNull(error.RetryAfter);
        await server.Logs.OfAsync(1302, reason);
        await server.Logs.OfAsync(1203, "HsmUnavailable");
        await server.BecomesAsync(serving: false);
        Assert.True(server.Metrics.Of("hocbaso.hsm.token.state_changes", token, "Unavailable") >= 1);
        Assert.Equal(1, server.Metrics.Of("hocbaso.documents", "HsmUnavailable"));
    }

    private static async Task WorksAgainAsync(FaultServer server, int readyTimes = 1)
    {
        await server.BecomesAsync(serving: true);
        await server.HealthIsAsync(serving: true, "hsm", "Ready");
        Assert.True(server.Metrics.Of("hocbaso.hsm.token.state_changes", "Ready") >= readyTimes);
        await server.SignAsync();
    }
}
