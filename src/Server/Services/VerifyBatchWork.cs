// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Batches;
using HocBaSo.Signing.Server.Calls;
using HocBaSo.Signing.Server.Errors;
using HocBaSo.Signing.Server.Mapping;
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Services;

/// <summary>VerifyBatch: every item is answered with its report.</summary>
internal sealed partial class VerifyBatchWork(DocumentVerification verification, string tenant, ILogger logger)
    : IBatchWork<VerifyBatchRequest, VerifyBatchResponse>
{
    public BatchFrame Read(VerifyBatchRequest message) => new(message.Start, message.Chunk);

    public Task<IEnumerable<VerifyBatchResponse>> AnswerAsync(BatchItem item, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<IEnumerable<VerifyBatchResponse>>([Verify(item)]);
    }

    public VerifyBatchResponse Failed(BatchItem item, SigningError error) =>
        new() { ItemId = item.Id, Error = RichErrors.ToItemError(error) };

    private VerifyBatchResponse Verify(BatchItem item)
    {
        try
        {
            var report = verification.Verify(tenant, item.Format, item.Document);
            return new VerifyBatchResponse { ItemId = item.Id, Report = ReportAnswers.Report(report) };
        }
        catch (SigningException e)
        {
            return Failed(item, e.ToError());
        }
        catch (Exception e)
        {
            // A verifier never throws for what a document holds: this is a defect, and still the item's alone.
            LogDefect(e);
            return Failed(item, new SigningError(SigningErrorKind.Internal, RichErrors.InternalMessage));
        }
    }

    [LoggerMessage(1101, LogLevel.Error, "An item of VerifyBatch failed by a defect")]
    private partial void LogDefect(Exception exception);
}
