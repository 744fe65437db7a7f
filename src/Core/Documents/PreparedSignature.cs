// SPDX-License-Identifier: Apache-2.0
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace HocBaSo.Signing.Core;

/// <summary>
/// The hand-over between Prepare and Complete: a digest for the key, and what the format needs to finish. It can be
/// written and read back (two-phase signing), and it can be completed once.
/// </summary>
public sealed class PreparedSignature
{
    private const int FormatVersion = 1;
    private readonly Lazy<byte[]> _state;
    private int _taken;

    /// <summary>Made by a document format.</summary>
    /// <param name="signatureId">The Id of the signature within its document.</param>
    /// <param name="algorithm">Scheme and digest.</param>
    /// <param name="digest">The digest of the data to sign: what the key gets.</param>
    /// <param name="state">The format's own octets; owned by this object from now on.</param>
    public PreparedSignature(string signatureId, SignatureAlgorithm algorithm, byte[] digest, byte[] state)
    {
        SignatureId = signatureId;
        Algorithm = algorithm;
        Digest = digest;
        _state = new Lazy<byte[]>(state);
    }

    /// <summary>Made by a document format that can finish it without its octets, as long as nobody writes them down.</summary>
    /// <param name="signatureId">The Id of the signature within its document.</param>
    /// <param name="algorithm">Scheme and digest.</param>
    /// <param name="digest">The digest of the data to sign: what the key gets.</param>
    /// <param name="writeState">Makes the format's own octets; called at most once.</param>
    public PreparedSignature(string signatureId, SignatureAlgorithm algorithm, byte[] digest, Func<byte[]> writeState)
    {
        SignatureId = signatureId;
        Algorithm = algorithm;
        Digest = digest;
        _state = new Lazy<byte[]>(writeState);
    }

    /// <summary>The Id of the signature within its document.</summary>
    public string SignatureId { get; }

    /// <summary>Scheme and digest.</summary>
    public SignatureAlgorithm Algorithm { get; }

    /// <summary>The digest of the data to sign.</summary>
    public ReadOnlyMemory<byte> Digest { get; }

    /// <summary>The format's own octets.</summary>
    /// <exception cref="InvalidOperationException">They were never asked for, and the signature has been completed since.</exception>
    public ReadOnlyMemory<byte> State => _state.Value;

    /// <summary>Marks the signature as used.</summary>
    /// <exception cref="InvalidOperationException">It was completed before: a value must never serve twice.</exception>
    public void Take()
    {
        if (Interlocked.Exchange(ref _taken, 1) != 0)
        {
            throw new InvalidOperationException($"The prepared signature {SignatureId} was completed already.");
        }
    }

    /// <summary>Writes version, algorithm, Id, digest and state, each with its length.</summary>
    public byte[] Serialize()
    {
        using var stream = new MemoryStream(64 + Digest.Length + State.Length);
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write((byte)FormatVersion);
        writer.Write((byte)Algorithm.Scheme);
        writer.Write(Algorithm.Digest.Name!);
        writer.Write(SignatureId);
        WriteBlock(writer, Digest.Span);
        WriteBlock(writer, State.Span);
        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>Reads back what <see cref="Serialize"/> wrote.</summary>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.InvalidRequest"/>: not octets of a prepared signature.</exception>
    public static PreparedSignature Deserialize(ReadOnlyMemory<byte> octets)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(octets.ToArray(), writable: false), Encoding.UTF8);
            if (reader.ReadByte() != FormatVersion)
            {
                throw Invalid(null);
            }
            var scheme = (SignatureScheme)reader.ReadByte();
            var algorithm = new SignatureAlgorithm(scheme, new HashAlgorithmName(reader.ReadString()));
            var id = reader.ReadString();
            var prepared = new PreparedSignature(id, algorithm, ReadBlock(reader), ReadBlock(reader));
            var isScheme = Enum.IsDefined(scheme) && scheme != SignatureScheme.None;
            return reader.BaseStream.Position == octets.Length && isScheme ? prepared : throw Invalid(null);
        }
        catch (Exception e) when (e is IOException or ArgumentException or FormatException or DecoderFallbackException)
        {
            throw Invalid(e);
        }
    }

    private static void WriteBlock(BinaryWriter writer, ReadOnlySpan<byte> block)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, block.Length);
        writer.Write(length);
        writer.Write(block);
    }

    private static byte[] ReadBlock(BinaryReader reader)
    {
        var length = reader.ReadInt32();
        if (length < 0 || length > reader.BaseStream.Length - reader.BaseStream.Position)
        {
            throw Invalid(null);
        }
        return reader.ReadBytes(length);
    }

    private static SigningException Invalid(Exception? cause) =>
        new(SigningErrorKind.InvalidRequest, "The octets are not a prepared signature.", "prepared_signature", cause);
}
