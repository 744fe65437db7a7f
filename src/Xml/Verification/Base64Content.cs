// SPDX-License-Identifier: Apache-2.0
using System.Buffers;
using System.Buffers.Text;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Xml.Syntax;

namespace HocBaSo.Signing.Xml.Verification;

/// <summary>base64Binary (XML Schema part 2 §3.2.16), with white space anywhere.</summary>
internal static class Base64Content
{
    /// <summary>Decodes an element's text.</summary>
    /// <exception cref="VerificationFaultException">It is not base64, is empty, or too long.</exception>
    public static byte[] Decode(XmlTree tree, int element, int maxLength)
    {
        ElementContent.RequireTextOnly(tree, element, (maxLength * 2) + 1024);
        if (tree.TryGetPlainText(element, out var plain))
        {
            return Decode(tree, element, plain, maxLength);
        }
        using var buffer = new PooledBuffer();
        tree.WriteText(element, buffer);
        return Decode(tree, element, buffer.WrittenSpan, maxLength);
    }

    /// <summary>True when the text is the one canonical spelling of the octets: no white space, no spare bits.</summary>
    public static bool IsCanonical(XmlTree tree, int element, ReadOnlySpan<byte> octets)
    {
        if (
            !tree.TryGetPlainText(element, out var text)
            || text.Length != Base64.GetMaxEncodedToUtf8Length(octets.Length)
        )
        {
            return false;
        }
        var buffer = ArrayPool<byte>.Shared.Rent(text.Length);
        try
        {
            return Base64.EncodeToUtf8(octets, buffer, out _, out var written) == OperationStatus.Done
                && text.SequenceEqual(buffer.AsSpan(0, written));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Decode(XmlTree tree, int element, ReadOnlySpan<byte> text, int maxLength)
    {
        text = text.Trim(" \t\r\n"u8);
        var buffer = ArrayPool<byte>.Shared.Rent(Base64.GetMaxDecodedFromUtf8Length(text.Length));
        try
        {
            var status = Base64.DecodeFromUtf8(text, buffer, out var consumed, out var written);
            if (status != OperationStatus.Done || consumed != text.Length || written == 0 || written > maxLength)
            {
                throw VerificationFaultException.Format($"The content of {tree.LocalName(element)} is not base64.");
            }
            return buffer.AsSpan(0, written).ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
