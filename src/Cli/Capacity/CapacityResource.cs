// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli;

/// <summary>What a node can run out of.</summary>
internal enum CapacityResource
{
    /// <summary>The server's processors.</summary>
    Processors,

    /// <summary>The HSM's signatures.</summary>
    Hsm,
}
