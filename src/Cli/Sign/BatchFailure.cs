// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli;

/// <summary>Why a file was not sealed.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Kind">The kind (docs/errors.md), or <c>UNREADABLE</c>, <c>NO_ANSWER</c>.</param>
/// <param name="Message">One sentence.</param>
/// <param name="Field">The offending field or place; null when there is none.</param>
internal sealed record BatchFailure(string Name, string Kind, string Message, string? Field)
{
    /// <inheritdoc />
    public override string ToString() =>
        Field is null ? $"{Name}: {Kind}: {Message}" : $"{Name}: {Kind}: {Message} ({Field})";
}
