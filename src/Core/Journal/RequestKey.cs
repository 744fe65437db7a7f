// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>What makes a request unique: within the tenant, the id that the caller chose.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Caller">The client's name; <c>loopback</c> where callers are not authenticated.</param>
/// <param name="RequestId">1 to 200 printable ASCII characters; for an item of a batch, <c>batch/item</c>.</param>
public readonly record struct RequestKey(string Tenant, string Caller, string RequestId);
