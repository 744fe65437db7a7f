// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>A mapping or rule file that can't be used. It names all defects at once.</summary>
public sealed class TranscriptConfigurationException : Exception
{
    /// <summary>Makes a fault.</summary>
    /// <param name="what">Which file: <c>element mapping</c>, <c>school-level rules</c>.</param>
    /// <param name="errors">One sentence each, at least one.</param>
    public TranscriptConfigurationException(string what, IReadOnlyList<string> errors)
        : base($"The {what} can't be used: {string.Join(" ", errors)}") => Errors = errors;

    /// <summary>All defects.</summary>
    public IReadOnlyList<string> Errors { get; }
}
