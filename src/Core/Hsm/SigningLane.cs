// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>Who goes first where work waits: for a place in the server, for the HSM, for an authority.</summary>
public enum SigningLane
{
    /// <summary>Somebody waits for this one document: it overtakes what is bulk.</summary>
    Interactive = 0,

    /// <summary>An item of a stream: it waits behind single documents, but never for ever.</summary>
    Bulk = 1,
}
