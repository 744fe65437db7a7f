// SPDX-License-Identifier: Apache-2.0
using System.Text;

namespace Grpc.Core;

/// <summary>One thing that the transport knows about the caller.</summary>
public class AuthProperty
{
    private readonly byte[] bytes;

    private AuthProperty(string name, byte[] bytes)
    {
        Name = name;
        this.bytes = bytes;
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The value, read as UTF-8.</summary>
    public string Value => Encoding.UTF8.GetString(bytes);

    /// <summary>A copy of the value.</summary>
    public byte[] ValueBytes => [.. bytes];

    /// <summary>Makes a property.</summary>
    /// <param name="name">The name.</param>
    /// <param name="valueBytes">The value; it is copied.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static AuthProperty Create(string name, byte[] valueBytes)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(valueBytes);
        return new AuthProperty(name, [.. valueBytes]);
    }
}
