// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pki;

/// <summary>
/// What happens between us and the authorities; Server turns it into log lines. Called on the request's own thread:
/// return soon, don't throw. Texts hold nothing of documents, but what an authority wrote is in them.
/// </summary>
public interface ITimestampEvents
{
    /// <summary>A request ended.</summary>
    /// <param name="authority">Its configured name.</param>
    /// <param name="outcome">How.</param>
    /// <param name="elapsed">How long it took.</param>
    /// <param name="detail">One sentence; null when granted.</param>
    void Answered(string authority, TimestampOutcome outcome, TimeSpan elapsed, string? detail);

    /// <summary>Somebody should look: <see cref="TimestampOutcome.Rejected"/> or <see cref="TimestampOutcome.BadToken"/>.</summary>
    void Alarm(string authority, TimestampOutcome outcome, string detail);

    /// <summary>An authority that had failed answers again.</summary>
    void Recovered(string authority);
}
