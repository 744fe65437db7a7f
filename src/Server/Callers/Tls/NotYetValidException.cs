// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server.Callers.Tls;

/// <summary>What a file says may be used later, as it is.</summary>
internal sealed class NotYetValidException(DateTimeOffset begin)
    : FormatException($"The certificate is not valid before {begin.ToUniversalTime():u}.");
