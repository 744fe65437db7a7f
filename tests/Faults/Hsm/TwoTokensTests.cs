// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Client;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Faults;

public sealed class TwoTokensTests
{
    private const uint DeviceError = 0x30;
    private const int Documents = 60;
    private static readonly string[] Broken = ["C_Sign", "C_SignInit", "C_OpenSession", "C_GetSessionInfo"];

    [Fact]
    public async Task OneOfTwoTokens_WhenItFailsUnderLoad_LosesNoDocument()
    {
        using var school = new FaultSchool();
        using var well = await school.NewTokenAsync();
        using var ill = await school.NewTokenAsync();
        var setting = new FaultSetting { Module = new FaultyModule(), Secrets = [well.Pin, ill.Pin] };
        var options = school.Options([well.Options, ill.Options]);
        await using var server = await FaultServer.StartAsync(options, setting);
        BreakAfterSome(setting.Module, ill.Label);

        var signed = await SignBatchAsync(server);

        Assert.Equal(Documents, signed.Count);
        foreach (var document in signed.Values)
        {
            Assert.Null(document.Error);
            await server.VerifyAsync(document.Signed!.Document);
        }
        await server.Logs.OfAsync(1302, $"{ill.Label}: ");
        await server.Logs.OfAsync(1303, "CKR_DEVICE_ERROR");
        Assert.True(server.Metrics.Of("hocbaso.hsm.signatures", ill.Label, "CKR_DEVICE_ERROR") > 0);
        Assert.Equal(0, server.Metrics.Of("hocbaso.documents", "HsmUnavailable"));
        await server.HealthIsAsync(serving: true, "hsm", $"{well.Label}: Ready");

        Array.ForEach(Broken, setting.Module.Heal);
        using var limit = new CancellationTokenSource(FaultServer.Patience);
        var before = server.Metrics.Of("hocbaso.hsm.signatures", ill.Label, "CKR_OK");
        while (server.Metrics.Of("hocbaso.hsm.signatures", ill.Label, "CKR_OK") <= before)
        {
            limit.Token.ThrowIfCancellationRequested();
            await server.SignAsync();
        }
    }

    // From its tenth signature on the device is dead, while others are in its queue.
    private static void BreakAfterSome(FaultyModule module, string token)
    {
        var signatures = 0;
        foreach (var function in Broken)
        {
            module.On(
                function,
                call =>
                {
                    if (call.Token != token)
                    {
                        return null;
                    }
                    var made = function == "C_Sign" ? Interlocked.Increment(ref signatures) : signatures;
                    return made >= 10 ? DeviceError : null;
                }
            );
        }
    }

    private static async Task<Dictionary<string, BatchItemResult>> SignBatchAsync(FaultServer server)
    {
        var documents = FaultSchool
            .Transcripts(Documents)
            .Select(static t => new DocumentToSign(t.FileName, t.Xml))
            .ToAsyncEnumerable();
        return await server
            .Client.SignBatchAsync(documents, FaultSchool.AllSteps())
            .ToDictionaryAsync(static result => result.Id);
    }
}
