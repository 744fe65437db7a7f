// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pkcs11;

namespace HocBaSo.Signing.Cli;

/// <summary>A call of <c>hbs load</c>, checked.</summary>
internal sealed record LoadPlan
{
    /// <summary>What is run.</summary>
    public required LoadScenario Scenario { get; init; }

    /// <summary>A running server; null for one in this process.</summary>
    public ServerConnection? Server { get; init; }

    /// <summary>True over gRPC; false when the pipeline of a server in this process is called directly.</summary>
    public required bool HasTransport { get; init; }

    /// <summary>In process: the kind of the keys.</summary>
    public KeyKind Key { get; init; } = KeyKind.EcP256;

    /// <summary>In process: sessions of the token; null for what the server takes by itself.</summary>
    public int? Sessions { get; init; }

    /// <summary>In process: what is verified before return.</summary>
    public SelfVerification SelfVerification { get; init; } = SelfVerification.Full;

    /// <summary>Of a running server on this machine: its configuration, for the ceiling of its token; null for none.</summary>
    public string? Configuration { get; init; }

    /// <summary>Of a running server: its metrics page; null for none.</summary>
    public Uri? Metrics { get; init; }

    /// <summary>The tenant; empty for the only one.</summary>
    public string Tenant { get; init; } = "";

    /// <summary>Documents that were given; empty for made-up ones.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Inputs { get; init; } = [];

    /// <summary>Steps that were given; empty for those of the sample school.</summary>
    public IReadOnlyList<SigningStep> Steps { get; init; } = [];

    /// <summary>True when the run is judged by whether it stays as it is.</summary>
    public bool IsSoak { get; init; }

    /// <summary>The rate of its open loop as a share of what a closed loop reaches just before; null when the scenario has its rates.</summary>
    public double? Share { get; init; }

    /// <summary>True when the last line is to be JSON.</summary>
    public bool Json { get; init; }

    /// <summary>Where the report goes; null for none.</summary>
    public string? Report { get; init; }
}
