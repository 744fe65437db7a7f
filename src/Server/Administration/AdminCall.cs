// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server.Administration;

/// <summary>Who asks for a change, and how; what the journal is told.</summary>
/// <param name="Administrator">The authenticated client.</param>
/// <param name="Operation">The RPC, such as <c>CertificateAdminService/ActivateVersion</c>.</param>
/// <param name="RequestId">What the administrator named the request; empty for none.</param>
internal sealed record AdminCall(string Administrator, string Operation, string RequestId);
