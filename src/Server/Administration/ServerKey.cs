// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;

namespace HocBaSo.Signing.Server.Administration;

/// <summary>A key of the server itself: it seals checkpoints, stamps times or answers for a status.</summary>
/// <param name="KeyUri">PKCS#11 URI (RFC 7512).</param>
/// <param name="Certificate">Its certificate.</param>
internal sealed record ServerKey(string KeyUri, X509Certificate2 Certificate);
