// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>What one client's streams hold of the server, and wait for.</summary>
internal sealed class BulkShare(string client)
{
    /// <summary>Whose.</summary>
    public string Client => client;

    /// <summary>Its documents that wait, the oldest first.</summary>
    public LinkedList<AdmissionGate.Waiter> Waiting { get; } = [];

    /// <summary>Its places.</summary>
    public int InUse { get; set; }

    /// <summary>When it last got a place: the smaller, the longer ago.</summary>
    public long LastTurn { get; set; }
}
