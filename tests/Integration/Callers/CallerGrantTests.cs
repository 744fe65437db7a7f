// SPDX-License-Identifier: Apache-2.0
using Grpc.Core;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.Core;
using Wire = HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Integration.Callers;

/// <summary>Known callers that ask for what they have no grant for: the right answer, the right journal, and nothing signed.</summary>
public sealed class CallerGrantTests
{
    private static readonly string[] s_sign = ["sign", "render"];
    private static readonly string[] s_all = ["*"];

    [Theory]
    [InlineData("school", "PHAT_HANH", "truong-khac")]
    [InlineData("role", "PHAT_HANH", "truong")]
    [InlineData("subject", "GVBM:VAN", "gv")]
    [InlineData("identity", "PHAT_HANH", "truong")]
    [InlineData("identity", "CBQL", "hieu-truong")]
    [InlineData("identity", "PHAT_HANH", "no-such-identity")]
    public async Task Sign_WhenNoGrantCoversTheStep_IsRefusedEverywhereAndNothingIsSigned(
        string id,
        string role,
        string identity
    )
    {
        await using var guarded = await GuardedSchool.StartAsync(Clients());
        using var client = await guarded.ClientAsync(id);
        var transcript = guarded.School.Transcripts(1).Single();
        var document = new DocumentToSign("r-1", transcript.Xml);
        var step = StepOf(role, identity);
        var settings = new Wire.SigningSettings { Steps = { step } };

        var unary = await Assert.ThrowsAsync<SigningClientException>(() => client.SignAsync(document, settings));
        var item = await client
            .SignBatchAsync(new[] { document }.ToAsyncEnumerable(), settings, new BatchOptions { BatchId = "b" })
            .SingleAsync();
        var sealing = new Wire.SealSettings { XmlSteps = { step } };
        if (role != "PHAT_HANH")
        {
            sealing.XmlSteps.Add(StepOf("PHAT_HANH", identity));
        }
        var pair = await Assert.ThrowsAsync<SigningClientException>(() =>
            client.SealTranscriptAsync(document, sealing)
        );

        var isUnknown = identity == "no-such-identity";
        var status = isUnknown ? StatusCode.NotFound : StatusCode.PermissionDenied;
        Assert.Equal((status, "settings.steps[0].identity"), (unary.Status, unary.Field));
        Assert.Equal((status, "settings.steps[0].identity"), (item.Error!.Status, item.Error.Field));
        Assert.Equal((status, "settings.xml_steps[0].identity"), (pair.Status, pair.Field));
        Assert.Equal(["0"], await guarded.QueryAsync("SELECT count(*) FROM intent"));
        var refusals = guarded.Events.Refusals.ToList();
        Assert.Equal(
            [
                ("SigningService/Sign", "r-1"),
                ("SigningService/SignBatch", "b/r-1"),
                ("SigningService/SealTranscript", "r-1"),
            ],
            refusals.Select(static e => (e.Operation, e.RequestId))
        );
        Assert.All(
            refusals,
            e =>
                Assert.Equal(
                    (id, School.Tenant, isUnknown ? SigningErrorKind.IdentityNotFound : SigningErrorKind.NotPermitted),
                    (e.Caller, e.Tenant, e.Error)
                )
        );
        Assert.All(refusals, e => Assert.Contains(identity, e.Detail));
    }

    [Fact]
    public async Task Sign_WhenOneGrantCoversTheStep_IsTheClientsInTheJournal()
    {
        await using var guarded = await GuardedSchool.StartAsync(Clients());
        using var client = await guarded.ClientAsync("all");
        var transcript = guarded.School.Transcripts(1).Single();

        var signed = await client.SignAsync(new DocumentToSign("r-1", transcript.Xml), School.AllSteps(transcript));

        Assert.Equal(transcript.Claims.Count, signed.Signatures.Count);
        Assert.Equal(["all"], await guarded.QueryAsync("SELECT DISTINCT caller FROM intent"));
        Assert.Empty(guarded.Events.Refusals);
        Assert.Equal(
            "all",
            Assert.Single(guarded.Events.All, static e => e.Kind == JournalEventKind.CallerSeen).Caller
        );
    }

    [Fact]
    public async Task Sign_WhenTheClientMayOnlyVerify_IsRefusedAtTheGate()
    {
        await using var guarded = await GuardedSchool.StartAsync(Clients());
        using var client = await guarded.ClientAsync("verify");
        var transcript = guarded.School.Transcripts(1).Single();

        var e = await Assert.ThrowsAsync<SigningClientException>(() =>
            client.SignAsync(new DocumentToSign("r-1", transcript.Xml), School.AllSteps(transcript))
        );
        var report = await client.VerifyAsync(new DocumentToSign("", transcript.Xml));

        Assert.Equal((StatusCode.PermissionDenied, "NOT_PERMITTED"), (e.Status, e.Kind));
        Assert.Empty(report.Signatures);
        Assert.Equal("verify", Assert.Single(guarded.Events.Refusals).Caller);
        Assert.Equal(["0"], await guarded.QueryAsync("SELECT count(*) FROM intent"));
    }

    private static object[] Clients()
    {
        string[] code = [School.CodeOf(GuardedSchool.Level)];
        return
        [
            GuardedSchool.Client("all", Grant(s_sign, s_all, s_all, s_all)),
            GuardedSchool.Client("school", Grant(s_sign, code, s_all, s_all)),
            GuardedSchool.Client("role", Grant(s_sign, s_all, ["GVBM", "GVCN", "CBQL"], s_all)),
            GuardedSchool.Client("subject", Grant(s_sign, s_all, ["GVBM:TOAN", "PHAT_HANH"], s_all)),
            GuardedSchool.Client("identity", Grant(s_sign, s_all, s_all, ["gv*", "truong-*"])),
            GuardedSchool.Client("verify", Grant(["verify"], s_all, s_all, s_all)),
        ];
    }

    private static object Grant(string[] operations, string[] schools, string[] roles, string[] identities) =>
        new
        {
            tenant = School.Tenant,
            operations,
            schools,
            roles,
            identities,
        };

    private static Wire.SigningStep StepOf(string role, string identity)
    {
        Assert.True(RoleClaim.TryParse(role, out var claim));
        return new Wire.SigningStep
        {
            Role = (Wire.SignerRole)claim.Role,
            Subject = claim.Subject ?? "",
            Identity = identity,
        };
    }
}
