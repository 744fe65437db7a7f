// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pki;

/// <summary>Nobody listens.</summary>
internal sealed class NoStatusEvents : IStatusEvents
{
    public void Told(string source, string subject, bool isRevoked, TimeSpan elapsed) { }

    public void Failed(string source, string subject, StatusFault fault, string detail, TimeSpan elapsed) { }

    public void NotKept(string subject, Exception cause) { }
}
