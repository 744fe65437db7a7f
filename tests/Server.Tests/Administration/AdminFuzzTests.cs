// SPDX-License-Identifier: Apache-2.0
using Grpc.Core;
using HocBaSo.Signing.Server.Administration;
using Xunit.Abstractions;

namespace HocBaSo.Signing.Server.Tests;

public sealed class AdminFuzzTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Calls_WhenMessagesAreRandom_NeverFailInternally()
    {
        using var certificate = MadeCertificate.Of("x");
        var registry = new FakeAdministration
        {
            Answer = static _ => new ChangeResult(FakeAdministration.Record("gv"), null, null),
        };
        registry.Records.Add(FakeAdministration.Record("gv", versions: FakeAdministration.Version(1)));
        await using var host = await TestHost.StartAsync(administration: registry);
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var messages = new RandomMessages(
            new Random(seed),
            new Dictionary<string, string[]>(StringComparer.Ordinal)
            {
                ["tenant"] = ["", TestHost.Tenant],
                ["identity"] = ["gv"],
                ["token"] = ["", "token-1"],
                ["country"] = ["", "VN"],
                ["key_uri"] = ["pkcs11:token=token-1;id=%07"],
                [""] = ["", "gv", "TOAN", "0123456789abcdef"],
            },
            [certificate.RawData, [], [0x30, 0x03, 0x02, 0x01, 0x01]]
        );

        var answers = await new AdminFuzz(host.Channel, messages).RunAsync(AdminFuzz.Count);

        foreach (var ((method, status), count) in answers.OrderBy(static a => a.Key.Method, StringComparer.Ordinal))
        {
            output.WriteLine($"{method} {status} {count}");
        }
        Assert.DoesNotContain(answers.Keys, static a => a.Status is StatusCode.Internal or StatusCode.Unknown);
        Assert.True(
            answers.Keys.Count(static a => a.Status == StatusCode.OK) >= 16,
            "Too few methods let anything through."
        );
    }
}
