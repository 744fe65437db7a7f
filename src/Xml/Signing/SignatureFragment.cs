// SPDX-License-Identifier: Apache-2.0
using System.Buffers.Binary;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Xml.Signing;

/// <summary>
/// A signature as octets that can leave the process: where it goes, where its value goes, and its markup. The state of a
/// <see cref="PreparedSignature"/>.
/// </summary>
internal readonly struct SignatureFragment
{
    private const int HeaderLength = 20;
    private const int FormatVersion = 1;
    private readonly byte[] _state;

    private SignatureFragment(byte[] state) => _state = state;

    /// <summary>Makes the state of a new signature.</summary>
    /// <param name="parent">The element of the document that the markup is appended to.</param>
    /// <param name="signature">The number of the Signature element within the markup: 0, or 1 inside a new container.</param>
    /// <param name="valueStart">Where the room for the value begins in the markup.</param>
    /// <param name="valueLength">Its length: base64 characters.</param>
    /// <param name="markup">The markup.</param>
    public static SignatureFragment Create(
        int parent,
        int signature,
        int valueStart,
        int valueLength,
        ReadOnlySpan<byte> markup
    )
    {
        var state = new byte[HeaderLength + markup.Length];
        ReadOnlySpan<int> header = [FormatVersion, parent, signature, valueStart, valueLength];
        for (var i = 0; i < header.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(state.AsSpan(4 * i), header[i]);
        }
        markup.CopyTo(state.AsSpan(HeaderLength));
        return new SignatureFragment(state);
    }

    /// <summary>Reads back a state.</summary>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.InvalidRequest"/>: it is none of ours.</exception>
    public static SignatureFragment Read(ReadOnlyMemory<byte> state)
    {
        var fragment = new SignatureFragment(state.ToArray());
        var holds =
            state.Length > HeaderLength
            && fragment.Field(0) == FormatVersion
            && fragment.Parent >= 0
            && fragment.Signature is 0 or 1
            && fragment.Field(3) > 0
            && fragment.Field(4) > 0
            && fragment.Field(3) <= state.Length - HeaderLength - (long)fragment.Field(4);
        return holds
            ? fragment
            : throw new SigningException(
                SigningErrorKind.InvalidRequest,
                "The prepared signature is not one of this format.",
                "prepared_signature"
            );
    }

    /// <summary>The element of the document that the markup is appended to.</summary>
    public int Parent => Field(1);

    /// <summary>The number of the Signature element within the markup.</summary>
    public int Signature => Field(2);

    /// <summary>All octets.</summary>
    public byte[] State => _state;

    /// <summary>The markup; its values are patched in place, which does not move anything.</summary>
    public Memory<byte> Markup => _state.AsMemory(HeaderLength);

    /// <summary>The room for the value.</summary>
    public Span<byte> Value => Markup.Span.Slice(Field(3), Field(4));

    private int Field(int index) => BinaryPrimitives.ReadInt32LittleEndian(_state.AsSpan(4 * index));
}
