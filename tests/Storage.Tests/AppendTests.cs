// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Storage.Tests;

public sealed class AppendTests : JournalFixture
{
    [Fact]
    public async Task Append_WhenReopened_GivesBackEveryValue()
    {
        // What the second step signs is known only once the first has signed.
        SigningIntent early = Samples.Intent("r", step: 1) with
        {
            DigestToSign = default,
        };
        SigningOutcome late = Samples.Failed("r", step: 1) with { DigestToSign = Samples.Hash("late") };
        await using (SqliteSigningJournal journal = Open())
        {
            await journal.AppendAsync([Samples.Intent("r"), early], None);
            await journal.AppendAsync([Samples.Signed("r"), late]);
        }
        await using SqliteSigningJournal reopened = Open();
        JournaledRequest found = await Found(reopened, "r");
        Assert.Equal(Samples.Intent("r").InputDigest.ToArray(), found.InputDigest.ToArray());
        Same(Samples.Intent("r"), found.Intents[0]);
        Same(early, found.Intents[1]);
        Same(Samples.Signed("r"), found.Outcomes[0]);
        Same(late, found.Outcomes[1]);
    }

    [Fact]
    public async Task Append_WhenReadByAnotherTool_ShowsTheSameRows()
    {
        await using SqliteSigningJournal journal = Open();
        await journal.AppendAsync([Samples.Intent("r")], None);
        await journal.AppendAsync([Samples.Signed("r")]);

        string[] intents = await OtherTool.QueryAsync(
            File,
            "SELECT sequence, tenant, node, caller, request_id, attempt, step, identity_id, claimed_role, signature_scheme, "
                + "digest_algorithm, signing_time, digest_to_sign, identity_version FROM intent"
        );
        string digest = Convert.ToHexStringLower(Samples.Intent("r").DigestToSign.Span);
        Assert.Equal(
            [
                "1|so-gddt-hn|node-1|loopback|r|1|0|gv-toán-01|GVBM:TOAN|ECDSA|SHA256|2026-05-31T08:30:15.1234567Z|"
                    + digest
                    + "|2",
            ],
            intents
        );
        Assert.Equal(["1|intent", "2|signed"], await OtherTool.QueryAsync(File, "SELECT sequence, kind FROM journal"));
        Assert.Equal(["ok"], await OtherTool.QueryAsync(File, "PRAGMA integrity_check"));
    }

    [Fact]
    public async Task Append_WhenManyCallers_GivesASequenceWithoutGapsInTheirOrder()
    {
        await using SqliteSigningJournal journal = Open();
        await Task.WhenAll(
            Enumerable
                .Range(0, 40)
                .Select(async caller =>
                {
                    for (int i = 0; i < 10; i++)
                    {
                        await journal.AppendAsync([Samples.Intent($"{caller}-{i}")], None);
                        await journal.AppendAsync([Samples.Signed($"{caller}-{i}")]);
                    }
                })
        );
        Assert.Equal(800, journal.Health.LastSequence);
        Assert.Equal(
            ["800|1|800"],
            await OtherTool.QueryAsync(
                File,
                "SELECT count(DISTINCT sequence), min(sequence), max(sequence) FROM journal"
            )
        );
        Assert.Equal(
            ["0"],
            await OtherTool.QueryAsync(
                File,
                "SELECT count(*) FROM intent i JOIN outcome o USING (request_id) WHERE o.sequence < i.sequence"
            )
        );
    }

    [Fact]
    public async Task Append_WhenAttemptAndStepAreThere_RefusesThatAppendWhole()
    {
        await using SqliteSigningJournal journal = Open();
        await journal.AppendAsync([Samples.Intent("r", step: 1)], None);
        SigningException fault = await FaultOf(
            journal.AppendAsync([Samples.Intent("r"), Samples.Intent("r", step: 1)], None)
        );
        Assert.Equal(SigningErrorKind.RequestIdReused, fault.Kind);
        Assert.Equal(1, Assert.Single((await Found(journal, "r")).Intents).Step);
        await journal.AppendAsync([Samples.Intent("next")], None);
        Assert.Equal(2, journal.Health.LastSequence);
        Assert.Equal(JournalState.Running, journal.Health.State);
    }

    [Fact]
    public async Task Append_WhenSameRequestIdOfAnotherCallerOrTenant_IsAnotherRequest()
    {
        await using SqliteSigningJournal journal = Open();
        SigningIntent intent = Samples.Intent("r");
        await journal.AppendAsync([intent], None);
        await journal.AppendAsync([intent with { Request = intent.Request with { Caller = "other" } }], None);
        await journal.AppendAsync([intent with { Request = intent.Request with { Tenant = "other" } }], None);
        Assert.Equal(3, journal.Health.LastSequence);
    }

    [Fact]
    public async Task Append_WhenStepHasItsOutcome_KeepsTheFirst()
    {
        await using SqliteSigningJournal journal = Open();
        await journal.AppendAsync([Samples.Intent("r")], None);
        await journal.AppendAsync([Samples.Signed("r")]);
        SigningException fault = await FaultOf(journal.AppendAsync([Samples.Failed("r")]));
        Assert.Equal(SigningErrorKind.RequestIdReused, fault.Kind);
        Assert.Equal(OutcomeKind.Signed, Assert.Single((await Found(journal, "r")).Outcomes).Kind);
    }

    [Fact]
    public async Task Append_WhenOutcomeHasNoIntent_IsRefusedAlone()
    {
        await using SqliteSigningJournal journal = Open();
        Assert.Equal(SigningErrorKind.Internal, (await FaultOf(journal.AppendAsync([Samples.Signed("r")]))).Kind);
        await journal.AppendAsync([Samples.Intent("r")], None);
        Assert.Equal(1, journal.Health.LastSequence);
    }

    [Fact]
    public async Task Append_WhenAValueIsMissing_NeverReachesTheWriter()
    {
        await using SqliteSigningJournal journal = Open();
        SigningIntent bad = Samples.Intent("r") with { Algorithm = default };
        await Assert.ThrowsAnyAsync<ArgumentException>(journal.AppendAsync([bad], None).AsTask);
        bad = Samples.Intent("r") with { Request = default };
        await Assert.ThrowsAnyAsync<ArgumentException>(journal.AppendAsync([bad], None).AsTask);
        Assert.Equal(JournalState.Running, journal.Health.State);
    }

    [Theory]
    [InlineData("UPDATE intent SET claimed_role = 'PHAT_HANH'")]
    [InlineData("DELETE FROM outcome")]
    public async Task Row_WhenAnotherToolChangesIt_IsProtectedByTheSchema(string sql)
    {
        await using SqliteSigningJournal journal = Open();
        await journal.AppendAsync([Samples.Intent("r")], None);
        await journal.AppendAsync([Samples.Signed("r")]);
        Exception refused = await Assert.ThrowsAnyAsync<Exception>(() => OtherTool.QueryAsync(File, sql));
        Assert.Contains("append-only", refused.Message, StringComparison.Ordinal);
    }

    private static void Same(SigningIntent expected, SigningIntent actual)
    {
        Assert.Equal(expected.CertificateThumbprint.ToArray(), actual.CertificateThumbprint.ToArray());
        Assert.Equal(expected.InputDigest.ToArray(), actual.InputDigest.ToArray());
        Assert.Equal(expected.DigestToSign.ToArray(), actual.DigestToSign.ToArray());
        Assert.Equal(
            expected,
            actual with
            {
                CertificateThumbprint = expected.CertificateThumbprint,
                InputDigest = expected.InputDigest,
                DigestToSign = expected.DigestToSign,
            }
        );
    }

    private static void Same(SigningOutcome expected, SigningOutcome actual)
    {
        Assert.Equal(expected.DigestToSign.ToArray(), actual.DigestToSign.ToArray());
        Assert.Equal(expected.SignatureValue.ToArray(), actual.SignatureValue.ToArray());
        Assert.Equal(expected.TimestampToken.ToArray(), actual.TimestampToken.ToArray());
        Assert.Equal(expected.ResultDigest.ToArray(), actual.ResultDigest.ToArray());
        Assert.Equal(
            expected,
            actual with
            {
                DigestToSign = expected.DigestToSign,
                SignatureValue = expected.SignatureValue,
                TimestampToken = expected.TimestampToken,
                ResultDigest = expected.ResultDigest,
            }
        );
    }
}
