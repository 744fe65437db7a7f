// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server;

/// <summary>A configuration that a server can't start with. It tells everything that is wrong at once.</summary>
public sealed class ConfigurationException : Exception
{
    /// <summary>Makes a fault.</summary>
    /// <param name="source">The file, or what else was read.</param>
    /// <param name="errors">At least one.</param>
    public ConfigurationException(string source, IReadOnlyList<ConfigurationError> errors)
        : base($"{source} can't be used:{string.Concat(errors.Select(static e => "\n  " + e))}") => Errors = errors;

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<ConfigurationError> Errors { get; }
}
