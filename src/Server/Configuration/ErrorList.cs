// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server.Configuration;

/// <summary>Gathers what is wrong, so that it can be told at once.</summary>
internal sealed class ErrorList
{
    private readonly List<ConfigurationError> _errors = [];

    public bool IsEmpty => _errors.Count == 0;

    public IReadOnlyList<ConfigurationError> Errors => _errors;

    public void Add(string path, string message) => _errors.Add(new ConfigurationError(path, message));

    public void Require(bool holds, string path, string message)
    {
        if (!holds)
        {
            Add(path, message);
        }
    }

    /// <summary>Tells it.</summary>
    /// <exception cref="ConfigurationException">Something is wrong.</exception>
    public void ThrowIfAny(string source)
    {
        if (_errors.Count > 0)
        {
            throw new ConfigurationException(source, [.. _errors.Distinct()]);
        }
    }
}
