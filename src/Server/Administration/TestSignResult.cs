// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Administration;

/// <summary>A test signature by the key of a version, over random octets that are no document's digest.</summary>
/// <param name="Version">Which version.</param>
/// <param name="Algorithm">How it was signed.</param>
/// <param name="Duration">How long the token took.</param>
internal sealed record TestSignResult(IdentityVersion Version, SignatureAlgorithm Algorithm, TimeSpan Duration);
