// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;
using System.Text;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Verification;
using HocBaSo.Signing.Pki;

namespace HocBaSo.Signing.Pdf.Pades;

/// <summary>
/// A signature on its way: the update with room for the value, and what the CMS value is made of. Its octets are the state
/// of a <see cref="PreparedSignature"/>, so that it can be finished in another process.
/// </summary>
internal sealed class PendingUpdate
{
    private const byte FormatVersion = 1;
    private const int MaxCertificates = 16;

    private readonly IReadOnlyList<X509Certificate2> _chain;
    private readonly byte[] _contentDigest;
    private readonly string _role;
    private bool _isFilled;

    public PendingUpdate(
        SignatureAlgorithm algorithm,
        IReadOnlyList<X509Certificate2> chain,
        byte[] contentDigest,
        string role
    )
    {
        (_chain, _contentDigest, _role) = (chain, contentDigest, role);
        Builder = new SignedDataBuilder(
            chain[0],
            algorithm,
            Oids.Data,
            null,
            contentDigest,
            [ClaimedRole.Encode(role)]
        );
    }

    /// <summary>Builds the CMS value.</summary>
    public SignedDataBuilder Builder { get; }

    /// <summary>What goes into its certificates field.</summary>
    public IReadOnlyList<X509Certificate2> Chain => _chain;

    /// <summary>The digest of the byte range.</summary>
    public ReadOnlySpan<byte> ContentDigest => _contentDigest;

    /// <summary>The update.</summary>
    public required Memory<byte> Update { get; init; }

    /// <summary>The length of the file that it goes behind.</summary>
    public required long BaseLength { get; init; }

    /// <summary>Where <c>&lt;</c> of /Contents stands in the update.</summary>
    public required int ContentsStart { get; init; }

    /// <summary>Octets reserved for the value.</summary>
    public required int Room { get; init; }

    /// <summary>Behind the <c>&gt;</c> of /Contents.</summary>
    public int ContentsEnd => ContentsStart + (2 * Room) + 2;

    /// <summary>Puts the value into its room.</summary>
    /// <exception cref="SignatureRoomException">It is larger.</exception>
    public void Fill(ReadOnlySpan<byte> value)
    {
        SignatureRoom.Fill(Update.Span, ContentsStart, Room, value);
        _isFilled = true;
    }

    /// <summary>Writes all of it.</summary>
    /// <exception cref="InvalidOperationException">It has its value: what could be finished elsewhere is finished here.</exception>
    public byte[] ToState()
    {
        if (_isFilled)
        {
            throw new InvalidOperationException("The prepared signature was completed already.");
        }
        var size = Update.Length + _chain.Sum(c => c.RawDataMemory.Length + 4) + (2 * _role.Length) + 160;
        using var stream = new MemoryStream(size);
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(FormatVersion);
        writer.Write(BaseLength);
        writer.Write(ContentsStart);
        writer.Write(Room);
        writer.Write(_role);
        Write(writer, _contentDigest);
        writer.Write(_chain.Count);
        foreach (var certificate in _chain)
        {
            Write(writer, certificate.RawDataMemory.Span);
        }
        Write(writer, Update.Span);
        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>Reads back what <see cref="ToState"/> wrote.</summary>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.InvalidRequest"/>: it is none of ours.</exception>
    public static PendingUpdate Read(PreparedSignature prepared)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(prepared.State.ToArray(), writable: false));
            return reader.ReadByte() == FormatVersion ? Read(reader, prepared.Algorithm) : throw Invalid(null);
        }
        catch (Exception e)
            when (e
                    is IOException
                        or ArgumentException
                        or FormatException
                        or OverflowException
                        or System.Security.Cryptography.CryptographicException
            )
        {
            throw Invalid(e);
        }
    }

    private static PendingUpdate Read(BinaryReader reader, SignatureAlgorithm algorithm)
    {
        var (baseLength, contents, room) = (reader.ReadInt64(), reader.ReadInt32(), reader.ReadInt32());
        var role = reader.ReadString();
        var digest = ReadBlock(reader);
        var count = reader.ReadInt32();
        if (count is < 1 or > MaxCertificates)
        {
            throw Invalid(null);
        }
        var chain = new X509Certificate2[count];
        for (var i = 0; i < count; i++)
        {
            chain[i] = X509CertificateLoader.LoadCertificate(ReadBlock(reader));
        }
        var update = ReadBlock(reader);
        var fits = baseLength > 0 && contents > 0 && room > 0 && contents + (2L * room) + 2 <= update.Length;
        return fits && reader.BaseStream.Position == reader.BaseStream.Length
            ? new PendingUpdate(algorithm, chain, digest, role)
            {
                Update = update,
                BaseLength = baseLength,
                ContentsStart = contents,
                Room = room,
            }
            : throw Invalid(null);
    }

    private static void Write(BinaryWriter writer, ReadOnlySpan<byte> block)
    {
        writer.Write(block.Length);
        writer.Write(block);
    }

    private static byte[] ReadBlock(BinaryReader reader)
    {
        var length = reader.ReadInt32();
        return length >= 0 && length <= reader.BaseStream.Length - reader.BaseStream.Position
            ? reader.ReadBytes(length)
            : throw Invalid(null);
    }

    private static SigningException Invalid(Exception? cause) =>
        new(
            SigningErrorKind.InvalidRequest,
            "The prepared signature is not one of this format.",
            "prepared_signature",
            cause
        );
}
