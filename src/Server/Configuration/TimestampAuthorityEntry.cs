// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server;

/// <summary>A time-stamping authority that is asked over HTTP.</summary>
public sealed record TimestampAuthorityEntry
{
    /// <summary>In place of a URL: the authority that this server serves itself.</summary>
    public const string BuiltIn = "built-in";

    /// <summary>Its name in answers, journal and logs.</summary>
    public required string Name { get; init; }

    /// <summary>http or https, or <see cref="BuiltIn"/>.</summary>
    public required string Url { get; init; }

    /// <summary>How long it may take, in milliseconds, 100 to 60,000. Default 5,000.</summary>
    public int TimeoutMilliseconds { get; init; } = 5000;

    /// <summary>The policy to ask for, dotted; null takes the authority's own.</summary>
    public string? Policy { get; init; }
}
