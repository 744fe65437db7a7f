// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pki;

/// <summary>Octets as a key of a dictionary: equal when every octet is. They must not change.</summary>
/// <param name="octets">Not copied.</param>
public readonly struct Octets(ReadOnlyMemory<byte> octets) : IEquatable<Octets>
{
    private readonly ReadOnlyMemory<byte> _octets = octets;

    /// <inheritdoc />
    public bool Equals(Octets other) => _octets.Span.SequenceEqual(other._octets.Span);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is Octets other && Equals(other);

    /// <summary>Over all octets, and seeded per process.</summary>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(_octets.Span);
        return hash.ToHashCode();
    }

    /// <summary>Octet for octet.</summary>
    public static bool operator ==(Octets left, Octets right) => left.Equals(right);

    /// <summary>The opposite.</summary>
    public static bool operator !=(Octets left, Octets right) => !left.Equals(right);
}
