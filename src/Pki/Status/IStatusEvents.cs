// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pki;

/// <summary>
/// What happens between us and the sources of status; Server turns it into log lines. Return soon, don't throw. Texts hold
/// nothing that a source wrote.
/// </summary>
public interface IStatusEvents
{
    /// <summary>A source told a status.</summary>
    /// <param name="source">Its URL.</param>
    /// <param name="subject">The serial number of the certificate, upper-case hex.</param>
    /// <param name="isRevoked">True when it is revoked.</param>
    /// <param name="elapsed">How long it took.</param>
    void Told(string source, string subject, bool isRevoked, TimeSpan elapsed);

    /// <summary>A source told nothing that may be relied on.</summary>
    void Failed(string source, string subject, StatusFault fault, string detail, TimeSpan elapsed);

    /// <summary>An answer was had but could not be kept.</summary>
    void NotKept(string subject, Exception cause);
}
