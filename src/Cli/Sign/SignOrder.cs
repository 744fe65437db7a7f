// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Client;
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Cli;

/// <summary>A call of <c>hbs sign</c>, checked.</summary>
/// <param name="Server">Where the server is.</param>
/// <param name="Settings">Tenant, steps, profile.</param>
/// <param name="Options">How the batch is sent.</param>
/// <param name="Files">What is signed.</param>
/// <param name="Folder">Where sealed files go.</param>
internal sealed record SignOrder(
    ServerConnection Server,
    SigningSettings Settings,
    BatchOptions Options,
    IReadOnlyList<BatchFile> Files,
    string Folder
)
{
    /// <summary>Whether the answer is JSON, one object a file, instead of text.</summary>
    public bool IsJson { get; init; }
}
