// SPDX-License-Identifier: Apache-2.0
using Google.Protobuf.WellKnownTypes;
using HocBaSo.Signing.Server.Administration;
using Wire = HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Mapping;

/// <summary>Writes what became of changes, and what watchers and reports tell, as messages.</summary>
internal static class ChangeAnswers
{
    public static Wire.ChangeOutcome Outcome(string requestId, ChangeResult result)
    {
        var outcome = new Wire.ChangeOutcome
        {
            RequestId = requestId,
            Identity = result.Identity is { } identity ? IdentityAnswers.Identity(identity, withContents: true) : null,
            Version = result.Version?.Number ?? 0,
            Pending = result.Pending is { } pending ? Pending(pending) : null,
            RepeatedRequest = result.IsRepeated,
        };
        outcome.Warnings.AddRange(result.Warnings);
        return outcome;
    }

    public static Wire.PendingChange Pending(PendingChange change) =>
        new()
        {
            ChangeId = change.Id,
            Administrator = change.Administrator,
            RequestedAt = change.At.ToTimestamp(),
            ExpiresAt = change.ExpiresAt.ToTimestamp(),
            Operation = change.Operation,
            Identity = change.IdentityId,
            Description = change.Description,
        };

    public static Wire.WatchIdentitiesResponse Notice(IdentityNotice notice) =>
        new()
        {
            Kind = AdministrationEnums.Write(notice.Kind),
            Time = notice.At.ToTimestamp(),
            Identity = notice.IdentityId,
            Version = notice.Version is { } version ? IdentityAnswers.Version(version, withContents: false) : null,
            Administrator = notice.Administrator,
            Description = notice.Description,
            DaysLeft = notice.DaysLeft,
            ChangeId = notice.ChangeId,
        };

    public static Wire.GetValidityReportResponse Report(ValidityReport report)
    {
        var response = new Wire.GetValidityReportResponse { Identities = report.Count };
        response.Failing.AddRange(
            report.Failing.Select(static entry => new Wire.ValidityEntry
            {
                Identity = entry.Identity.Definition.Id,
                School = entry.Identity.Definition.School,
                Version = entry.Version?.Number ?? 0,
                SignsUntil = entry.SignsUntil?.ToTimestamp(),
                Reason = entry.Reason,
            })
        );
        return response;
    }

    public static Wire.TestSignResponse Test(TestSignResult result) =>
        new()
        {
            Version = IdentityAnswers.Version(result.Version, withContents: false),
            Algorithm = result.Algorithm.ToString(),
            SigningMicroseconds = (long)result.Duration.TotalMicroseconds,
        };
}
