// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server;

/// <summary>One thing that is wrong in a configuration.</summary>
/// <param name="Path">Where, as <c>tokens[0].pinFile</c>; empty for the file as a whole.</param>
/// <param name="Message">What, in a few words that follow the path.</param>
public sealed record ConfigurationError(string Path, string Message)
{
    /// <inheritdoc />
    public override string ToString() => Path.Length == 0 ? Message : $"{Path} {Message}";
}
