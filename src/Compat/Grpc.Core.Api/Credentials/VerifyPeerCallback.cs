// SPDX-License-Identifier: Apache-2.0
namespace Grpc.Core;

/// <summary>Judges a server beyond the usual TLS checks.</summary>
/// <param name="context">The server.</param>
/// <returns>Whether to go on.</returns>
public delegate bool VerifyPeerCallback(VerifyPeerContext context);
