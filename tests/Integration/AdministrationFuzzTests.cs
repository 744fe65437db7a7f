// SPDX-License-Identifier: Apache-2.0
using Grpc.Core;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.Server.Tests;
using HocBaSo.Signing.TestKit;
using Xunit.Abstractions;
using SchoolLevel = HocBaSo.Signing.Transcripts.SchoolLevel;

namespace HocBaSo.Signing.Integration;

/// <summary>Random messages to a real registry over a real token: whatever comes, the server tells why not, and keeps signing.</summary>
public sealed class AdministrationFuzzTests(ITestOutputHelper output)
{
    // Some of them generate keys.
    private const int MaxCount = 5_000;

    [Fact]
    public async Task Calls_WhenMessagesAreRandom_NeverFailInternallyAndTheServerSignsOn()
    {
        using var authority = new OpenSslAuthority();
        using var school = new School(SchoolLevel.TieuHoc, authority);
        await using var server = await RunningServer.StartAsync(school.WriteConfiguration());
        using var admin = new CertificateAdminClient(server.Host.GrpcAddress);
        var version = (await admin.GenerateKeyAsync("truong-khac")).Version;
        var request = await RotationSite.RequestAsync(admin, "truong-khac", version);
        var certificate = await authority.CertifyAsync(request);
        var pending = Guid.NewGuid().ToString("N");
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var messages = new RandomMessages(
            new Random(seed),
            new Dictionary<string, string[]>(StringComparer.Ordinal)
            {
                ["request_id"] = [""],
                ["tenant"] = ["", School.Tenant],
                // "truong" is left to sign.
                ["identity"] = ["truong-khac", "gv-moi", "gv-cu"],
                ["token"] = ["", school.Token],
                ["country"] = ["", "VN"],
                ["common_name"] = ["Nguyễn Thị Ánh"],
                ["key_uri"] = [(await admin.GetIdentityAsync("truong-khac")).Versions[^1].KeyUri],
                ["change_id"] = [pending],
                [""] = ["", "TOAN", "vn", "Hà Nội"],
            },
            [certificate.RawData, authority.Issuer.Certificate.RawData, [0x30, 0x03, 0x02, 0x01, 0x01], []]
        );

        var answers = await new AdminFuzz(server.Channel, messages).RunAsync(Math.Min(AdminFuzz.Count, MaxCount));

        foreach (var ((method, status), count) in answers.OrderBy(static a => a.Key.Method, StringComparer.Ordinal))
        {
            output.WriteLine($"{method} {status} {count}");
        }
        Assert.DoesNotContain(answers.Keys, static a => a.Status is StatusCode.Internal or StatusCode.Unknown);
        Assert.True(
            answers.Keys.Count(static a => a.Status == StatusCode.OK) >= 8,
            "Too few methods let anything through."
        );
        var transcript = school.Transcripts(1)[0];
        await server.Client.SignAsync(new DocumentToSign("d", transcript.Xml), School.AllSteps(transcript));
    }
}
