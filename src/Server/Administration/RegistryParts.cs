// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Administration;

/// <summary>What the registry stands on.</summary>
internal sealed record RegistryParts
{
    /// <summary>What the configuration file says.</summary>
    public required IdentitySettings Settings { get; init; }

    /// <summary>What is kept; the registry's own, and disposed of by it.</summary>
    public required IIdentityStore Store { get; init; }

    /// <summary>The journal, which hears of every change before it takes effect.</summary>
    public required IEventJournal Journal { get; init; }

    /// <summary>The keys in the tokens.</summary>
    public required ITokenAdministration Tokens { get; init; }

    /// <summary>Signs what keys are tested with.</summary>
    public required IDigestSigner Signer { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>The log.</summary>
    public required RegistryLog Log { get; init; }

    /// <summary>The metrics; disposed of by the registry.</summary>
    public RegistryInstruments Instruments { get; init; } = new();
}
