// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Storage;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Benchmarks;

/// <summary>
/// The two rows of a signature, encoded, chained by their hashes and inserted, without the commit and its fsync: what the
/// writer's thread does for each, however many share a commit.
/// </summary>
internal static class JournalStages
{
    private const int SignaturesPerTurn = 500;

    public static IReadOnlyList<StageDefinition> All { get; } =
    [new("journal.rows", "intent and outcome of a P-256 signature", Rows)];

    private static Stage Rows()
    {
        var folder = new TemporaryFolder();
        var options = new JournalOptions { Path = folder.File("journal.db"), NodeId = "bench" };
        var file = SqliteJournalFile.Open(options, TimeProvider.System);
        var recordedAt = ColumnText.Of(Signatories.Time);
        var signature = 0;
        file.Begin();
        file.Savepoint();
        return new Stage(
            () =>
            {
                // Undone now and then, so that the file stays small.
                if (++signature % SignaturesPerTurn == 0)
                {
                    file.RollbackToSavepoint();
                    file.Savepoint();
                }
                var request = new RequestKey("t", "c", signature.ToString("D32", CultureInfo.InvariantCulture));
                var intent = file.Insert(Intent(request), recordedAt);
                file.Insert(Outcome(request), intent, recordedAt);
                return 0;
            },
            folder,
            file
        );
    }

    private static readonly byte[] s_digest = new byte[32];

    private static SigningIntent Intent(RequestKey request) =>
        new()
        {
            Request = request,
            Attempt = 1,
            Step = 0,
            IdentityId = "thcs-gv-toan",
            IdentityVersion = 1,
            CertificateThumbprint = s_digest,
            ClaimedRole = "GVBM:TOAN",
            InputDigest = s_digest,
            DigestToSign = s_digest,
            Algorithm = SignatureAlgorithm.EcdsaSha256,
            SigningTime = Signatories.Time,
            SignatureId = "GVBM-TOAN-0123456789abcdef0123456789abcdef",
        };

    private static SigningOutcome Outcome(RequestKey request) =>
        new()
        {
            Request = request,
            Attempt = 1,
            Step = 0,
            Kind = OutcomeKind.Signed,
            SignatureValue = FixedValueSigner.AnyValue,
            ResultDigest = s_digest,
        };
}
