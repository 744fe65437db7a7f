// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Cli;

/// <summary>What a flow sends again and again, each time as a new request.</summary>
/// <param name="Contents">The documents, one or more; sent in turn.</param>
/// <param name="Steps">The signatures that each one gets; none where nothing is signed.</param>
internal sealed record LoadDocuments(IReadOnlyList<ReadOnlyMemory<byte>> Contents, IReadOnlyList<SigningStep> Steps)
{
    /// <summary>How many signatures by the key of an identity a document leads to.</summary>
    public int SignaturesPerDocument { get; init; } = Steps.Count;
}
