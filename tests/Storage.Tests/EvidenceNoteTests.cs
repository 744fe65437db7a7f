// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Storage.Tests;

/// <summary>What is noted beside an answer has to be what the answer says: the audit and the browser find the same.</summary>
public sealed class EvidenceNoteTests : JournalFixture
{
    private const string Bend = "UPDATE status_evidence SET ";

    private static readonly StatusEvidence s_evidence = new()
    {
        Kind = StatusEvidenceKind.Ocsp,
        Content = new byte[] { 0x30, 0x01, 0x00 },
        Source = "http://ocsp.example/",
        ThisUpdate = new DateTimeOffset(2026, 5, 31, 8, 0, 0, TimeSpan.Zero),
        ReceivedAt = new DateTimeOffset(2026, 5, 31, 8, 0, 1, TimeSpan.Zero),
    };

    // It speaks of two certificates; the second is the one that was asked about.
    private static readonly StatusAnswer s_answer = new(
        StatusEvidenceKind.Ocsp,
        [(s_evidence.ThisUpdate.AddDays(-1), s_evidence.ThisUpdate.AddDays(1)), (s_evidence.ThisUpdate, null)]
    );

    [Theory]
    [InlineData("kind = 'crl'", "kind is crl, but the answer says ocsp")]
    [InlineData(
        "this_update = '2026-05-31T09:00:00.0000000Z'",
        "thisUpdate is 2026-05-31T09:00:00.0000000Z, but the answer says 2026-05-31T08:00:00.0000000Z"
    )]
    [InlineData(
        "next_update = '2026-06-05T08:00:00.0000000Z'",
        "nextUpdate is 2026-06-05T08:00:00.0000000Z, but the answer says none"
    )]
    [InlineData("this_update = 'yesterday'", "thisUpdate is 'yesterday', which is no time")]
    [InlineData("next_update = ''", "nextUpdate is '', which is no time")]
    [InlineData("received_at = '2026-05-31'", "receivedAt is '2026-05-31', which is no time")]
    public async Task Note_WhenItWasBent_IsFoundByAuditAndBrowser(string change, string defect)
    {
        await MakeAsync();
        await OtherTool.TamperAsync(File, Bend + change);

        Assert.Equal([defect], Defects(static _ => s_answer));
        AuditFinding finding = Assert.Single(Findings(static _ => s_answer));
        Assert.Equal((AuditFindingKind.EvidenceAltered, 1L), (finding.Kind, finding.Sequence));
        Assert.Equal(
            $"The issuer's answer {Convert.ToHexStringLower(s_evidence.Digest.Span)} that row 1 names is good, but not what is noted "
                + $"beside it: {defect}.",
            finding.Detail
        );
    }

    [Theory]
    [InlineData("source = 'http://elsewhere.example/'")]
    [InlineData("received_at = '2026-06-01T00:00:00.0000000Z'")]
    [InlineData("this_update = '2026-05-30T08:00:00.0000000Z', next_update = '2026-06-01T08:00:00.0000000Z'")]
    public async Task Note_WhenTheAnswerDoesNotSayOtherwise_IsNoFinding(string change)
    {
        await MakeAsync();
        await OtherTool.TamperAsync(File, Bend + change);

        Assert.Empty(Defects(static _ => s_answer));
        Assert.Empty(Findings(static _ => s_answer));
    }

    [Fact]
    public async Task Note_WhenNobodyReadsTheAnswer_IsFoundOnlyWhereItMakesNoSense()
    {
        await MakeAsync();
        await OtherTool.TamperAsync(File, Bend + "this_update = '2026-05-31T09:00:00.0000000Z'");

        Assert.Empty(Findings(null));
        Assert.Empty(Findings(static _ => null));
        Assert.Empty(Defects(null));
    }

    [Fact]
    public async Task Note_WhenTheContentWasBent_IsNotComparedWithIt()
    {
        await MakeAsync();
        await OtherTool.TamperAsync(File, Bend + "content = x'3000'");

        Assert.EndsWith("is missing or was altered.", Assert.Single(Findings(Fail)).Detail, StringComparison.Ordinal);
        Assert.Empty(Defects(Fail));

        static StatusAnswer? Fail(ReadOnlyMemory<byte> content) => throw new InvalidOperationException();
    }

    private async Task MakeAsync()
    {
        await using SqliteSigningJournal journal = Open();
        await journal.KeepAsync(s_evidence, None);
        SigningIntent intent = Samples.Intent("r") with { StatusEvidence = s_evidence.Digest };
        await journal.AppendAsync([intent with { CertificateStatus = CertificateStatus.Good }], None);
    }

    private IReadOnlyList<string> Defects(Func<ReadOnlyMemory<byte>, StatusAnswer?>? read)
    {
        using JournalBrowser browser = JournalBrowser.Open(File);
        return browser.FindEvidence(s_evidence.Digest)!.Defects(read);
    }

    private IReadOnlyList<AuditFinding> Findings(Func<ReadOnlyMemory<byte>, StatusAnswer?>? read) =>
        JournalAudit.Verify(File, new AuditOptions { ReadAnswer = read }, None).Findings;
}
