// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Text;

namespace HocBaSo.Signing.Pkcs11;

/// <summary>A PIN for the length of a log-in; its octets are zeroed when it is disposed. It has no text form on purpose.</summary>
internal sealed class Pin : IDisposable
{
    // PKCS#11 tokens allow at most 255; a bigger file is not a PIN.
    private const int MaximumLength = 255;
    private readonly byte[] _octets;
    private readonly int _length;

    private Pin(byte[] octets, int length)
    {
        _octets = octets;
        _length = length;
    }

    public ReadOnlySpan<byte> Octets => _octets.AsSpan(0, _length);

    /// <summary>Reads the PIN from its configured source.</summary>
    /// <exception cref="Pkcs11Exception">The source is missing, empty or too long.</exception>
    public static Pin Read(TokenOptions options)
    {
        var octets = GC.AllocateArray<byte>(MaximumLength + 3, pinned: true);
        var length = options.PinFile is { Length: > 0 } file
            ? ReadFile(file, octets)
            : ReadVariable(options.PinEnvironment!, octets);
        length = octets.AsSpan(0, length) switch
        {
            [.., (byte)'\r', (byte)'\n'] => length - 2,
            [.., (byte)'\n'] => length - 1,
            _ => length,
        };
        var pin = new Pin(octets, length);
        if (length is > 0 and <= MaximumLength)
        {
            return pin;
        }

        pin.Dispose();
        throw new Pkcs11Exception("the PIN source is empty or too long");
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(_octets);

    private static int ReadFile(string path, Span<byte> target)
    {
        try
        {
            using var file = File.OpenHandle(path);
            return RandomAccess.Read(file, target, 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Pkcs11Exception("the PIN file can't be read");
        }
    }

    private static int ReadVariable(string name, Span<byte> target)
    {
        var value = Environment.GetEnvironmentVariable(name) ?? "";
        return Encoding.UTF8.TryGetBytes(value, target, out var length) ? length : target.Length;
    }
}
