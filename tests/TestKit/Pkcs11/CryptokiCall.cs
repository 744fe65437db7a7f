// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.TestKit;

/// <summary>One call into a module.</summary>
/// <param name="Function">The C name, such as <c>C_Sign</c>.</param>
/// <param name="Number">Which call of this function, from 1.</param>
/// <param name="Session">The session; 0 when the function has none.</param>
/// <param name="Token">Label of the token; null while unknown.</param>
/// <param name="ThreadId">The managed thread.</param>
public sealed record CryptokiCall(string Function, int Number, ulong Session, string? Token, int ThreadId);
