// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pki;

/// <summary>A rule that the content of a certification request breaks.</summary>
/// <param name="Field">Which property, in camel case: <c>subject.commonName</c>, <c>dnsNames[2]</c>.</param>
/// <param name="Message">Which rule, without the value: <c>is longer than 64 characters</c>.</param>
public sealed record RequestDefect(string Field, string Message)
{
    /// <inheritdoc />
    public override string ToString() => $"{Field} {Message}";
}
