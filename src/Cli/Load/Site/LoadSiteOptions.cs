// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pkcs11;
using HocBaSo.Signing.Transcripts;

namespace HocBaSo.Signing.Cli;

/// <summary>The server that <c>--in-process</c> makes.</summary>
internal sealed record LoadSiteOptions
{
    /// <summary>Whose school.</summary>
    public required SchoolLevel SchoolLevel { get; init; }

    /// <summary>The identities that sign; no other keys are made.</summary>
    public required IReadOnlySet<string> Identities { get; init; }

    /// <summary>The kind of their keys.</summary>
    public KeyKind Key { get; init; } = KeyKind.EcP256;

    /// <summary>Sessions of the token; null for what the server takes by itself.</summary>
    public int? Sessions { get; init; }

    /// <summary>What is verified before return.</summary>
    public SelfVerification SelfVerification { get; init; } = SelfVerification.Full;
}
