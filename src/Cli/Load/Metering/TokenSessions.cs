// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pkcs11;

namespace HocBaSo.Signing.Cli;

/// <summary>How many sessions a server signs with on one of its tokens, for keys of one type.</summary>
/// <param name="Token">The token as it is called in metrics.</param>
/// <param name="Family">The type of key.</param>
/// <param name="Sessions">How many, 1 or more.</param>
internal sealed record TokenSessions(string Token, KeyFamily Family, int Sessions);
