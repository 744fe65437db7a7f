// SPDX-License-Identifier: Apache-2.0
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace HocBaSo.Signing.Xml.Syntax;

/// <summary>
/// One vectorised sweep that settles what holds of every byte of a document (§2.2): well-formed UTF-8, no control characters, neither
/// U+FFFE nor U+FFFF. UTF-8 by the look-up method of Keiser and Lemire, "Validating UTF-8 In Less Than One Instruction Per Byte":
/// three tables of sixteen, by halves of a byte and of the one before it, give the errors that both together make.
/// </summary>
internal static class CharacterSweep
{
    private const int Block = 16;

    // how far a character reaches back
    private const int Back = 3;

    private const byte TooShort = 1 << 0;
    private const byte TooLong = 1 << 1;
    private const byte Overlong3 = 1 << 2;
    private const byte TooLarge = 1 << 3;
    private const byte Surrogate = 1 << 4;
    private const byte Overlong2 = 1 << 5;
    private const byte TooLarge1000 = 1 << 6;
    private const byte Overlong4 = 1 << 6;
    private const byte TwoContinuations = 1 << 7;
    private const byte Carry = TooShort | TooLong | TwoContinuations;
    private const byte Large = Carry | TooLarge | TooLarge1000;

    /// <summary>
    /// True when nothing is wrong. False when something is, or when the document is too short or the machine too plain for this
    /// sweep: then it has to be looked at byte by byte.
    /// </summary>
    public static bool IsValid(ReadOnlySpan<byte> bytes)
    {
        if (!Vector128.IsHardwareAccelerated || bytes.Length < Block + Back || EndsInside(bytes))
        {
            return false;
        }
        Span<byte> head = stackalloc byte[Block + Back];
        head.Fill((byte)' ');
        bytes[..Block].CopyTo(head[Back..]);
        var errors = Errors(ref MemoryMarshal.GetReference(head), Back);
        ref var start = ref MemoryMarshal.GetReference(bytes);
        var at = Block;
        for (; at <= bytes.Length - Block; at += Block)
        {
            errors |= Errors(ref start, at);
        }
        // the last block may overlap the one before it
        errors |= Errors(ref start, bytes.Length - Block);
        return errors == Vector128<byte>.Zero;
    }

    // a character that begins in the last three bytes and needs more
    private static bool EndsInside(ReadOnlySpan<byte> bytes) =>
        bytes[^1] >= 0xC0 || bytes[^2] >= 0xE0 || bytes[^3] >= 0xF0;

    /// <summary>The errors of a block; the three bytes before it are read too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Errors(ref byte start, int offset)
    {
        var block = Vector128.LoadUnsafe(ref start, (nuint)offset);
        var third = Vector128.LoadUnsafe(ref start, (nuint)(offset - 3));
        var controls = Controls(block);
        // nearly half of all blocks are ASCII, with ASCII before them
        return ((block | third) & Vector128.Create((byte)0x80)) == Vector128<byte>.Zero
            ? controls
            : controls | Wide(block, third, ref start, offset);
    }

    private static Vector128<byte> Controls(Vector128<byte> block)
    {
        var isLow = Vector128.LessThan(block, Vector128.Create((byte)' '));
        var isWhite =
            Vector128.Equals(block, Vector128.Create((byte)'\t'))
            | Vector128.Equals(block, Vector128.Create((byte)'\n'))
            | Vector128.Equals(block, Vector128.Create((byte)'\r'));
        return Vector128.AndNot(isLow, isWhite);
    }

    private static Vector128<byte> Wide(Vector128<byte> block, Vector128<byte> third, ref byte start, int offset)
    {
        var first = Vector128.LoadUnsafe(ref start, (nuint)(offset - 1));
        var second = Vector128.LoadUnsafe(ref start, (nuint)(offset - 2));
        var low = Vector128.Create((byte)0x0F);
        var pairs =
            Vector128.ShuffleNative(ByFirstHigh, Vector128.ShiftRightLogical(first, 4))
            & Vector128.ShuffleNative(ByFirstLow, first & low)
            & Vector128.ShuffleNative(BySecondHigh, Vector128.ShiftRightLogical(block, 4));
        // the third byte of three and the third and fourth of four: two continuations are right there, and only there
        var isContinued =
            Vector128.GreaterThanOrEqual(second, Vector128.Create((byte)0xE0))
            | Vector128.GreaterThanOrEqual(third, Vector128.Create((byte)0xF0));
        var isNoncharacter =
            Vector128.Equals(second, Vector128.Create((byte)0xEF))
            & Vector128.Equals(first, Vector128.Create((byte)0xBF))
            & Vector128.GreaterThanOrEqual(block, Vector128.Create((byte)0xBE));
        return (pairs ^ (isContinued & Vector128.Create(TwoContinuations))) | isNoncharacter;
    }

    private static Vector128<byte> ByFirstHigh =>
        Vector128.Create(
            TooLong,
            TooLong,
            TooLong,
            TooLong,
            TooLong,
            TooLong,
            TooLong,
            TooLong,
            TwoContinuations,
            TwoContinuations,
            TwoContinuations,
            TwoContinuations,
            TooShort | Overlong2,
            TooShort,
            TooShort | Overlong3 | Surrogate,
            TooShort | TooLarge | TooLarge1000 | Overlong4
        );

    private static Vector128<byte> ByFirstLow =>
        Vector128.Create(
            Carry | Overlong3 | Overlong2 | Overlong4,
            Carry | Overlong2,
            Carry,
            Carry,
            Carry | TooLarge,
            Large,
            Large,
            Large,
            Large,
            Large,
            Large,
            Large,
            Large,
            Large | Surrogate,
            Large,
            Large
        );

    private static Vector128<byte> BySecondHigh =>
        Vector128.Create(
            TooShort,
            TooShort,
            TooShort,
            TooShort,
            TooShort,
            TooShort,
            TooShort,
            TooShort,
            TooLong | Overlong2 | TwoContinuations | Overlong3 | TooLarge1000 | Overlong4,
            TooLong | Overlong2 | TwoContinuations | Overlong3 | TooLarge,
            TooLong | Overlong2 | TwoContinuations | Surrogate | TooLarge,
            TooLong | Overlong2 | TwoContinuations | Surrogate | TooLarge,
            TooShort,
            TooShort,
            TooShort,
            TooShort
        );
}
