// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pki;

/// <summary>A certificate that the development authority takes back.</summary>
/// <param name="Serial">Its serial number, upper-case hex without leading zeros.</param>
/// <param name="Time">Since when, in whole seconds.</param>
/// <param name="Reason">CRLReason by its name in RFC 5280 §5.3.1, such as <c>keyCompromise</c>.</param>
public sealed record RevokedCertificate(string Serial, DateTimeOffset Time, string Reason = "unspecified");
