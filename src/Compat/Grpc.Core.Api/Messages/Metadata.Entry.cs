// SPDX-License-Identifier: Apache-2.0
using System.Buffers;
using System.Text;

namespace Grpc.Core;

public sealed partial class Metadata
{
    /// <summary>One key with its value, text or bytes. It cannot be changed.</summary>
    public sealed class Entry
    {
        // The header names that gRPC over HTTP/2 allows, after lower-casing.
        private static readonly SearchValues<char> KeyCharacters = SearchValues.Create(
            "abcdefghijklmnopqrstuvwxyz0123456789_-."
        );

        private readonly string? text;
        private readonly byte[]? bytes;

        /// <summary>Makes an entry of bytes.</summary>
        /// <param name="key">The key; it is lower-cased and must end in <see cref="BinaryHeaderSuffix"/>.</param>
        /// <param name="valueBytes">The bytes; they are copied.</param>
        /// <exception cref="ArgumentException">The key has a character that is not allowed, or lacks the suffix.</exception>
        /// <exception cref="ArgumentNullException">An argument is null.</exception>
        public Entry(string key, byte[] valueBytes)
        {
            Key = Normalize(key);
            ArgumentNullException.ThrowIfNull(valueBytes);
            if (!IsBinary)
            {
                throw new ArgumentException(
                    $"The key of a binary value must end in {BinaryHeaderSuffix}.",
                    nameof(key)
                );
            }

            bytes = [.. valueBytes];
        }

        /// <summary>Makes an entry of text.</summary>
        /// <param name="key">The key; it is lower-cased and must not end in <see cref="BinaryHeaderSuffix"/>.</param>
        /// <param name="value">The text, ASCII.</param>
        /// <exception cref="ArgumentException">The key has a character that is not allowed, or has the suffix.</exception>
        /// <exception cref="ArgumentNullException">An argument is null.</exception>
        public Entry(string key, string value)
        {
            Key = Normalize(key);
            ArgumentNullException.ThrowIfNull(value);
            if (IsBinary)
            {
                throw new ArgumentException($"The key of a text must not end in {BinaryHeaderSuffix}.", nameof(key));
            }

            text = value;
        }

        /// <summary>The key, in lower case.</summary>
        public string Key { get; }

        /// <summary>Whether the value is bytes.</summary>
        public bool IsBinary => Key.EndsWith(BinaryHeaderSuffix, StringComparison.Ordinal);

        /// <summary>The value as text.</summary>
        /// <exception cref="InvalidOperationException">The value is bytes.</exception>
        public string Value =>
            text ?? throw new InvalidOperationException($"The value of {Key} is bytes: read {nameof(ValueBytes)}.");

        /// <summary>A copy of the value as bytes; ASCII if it is text.</summary>
        public byte[] ValueBytes => bytes is null ? Encoding.ASCII.GetBytes(Value) : [.. bytes];

        /// <summary>Names key and value.</summary>
        public override string ToString() =>
            bytes is null
                ? $"[Entry: key={Key}, value={text}]"
                : $"[Entry: key={Key}, valueBytes={Convert.ToHexString(bytes)}]";

        private static string Normalize(string key)
        {
            ArgumentNullException.ThrowIfNull(key);
            var lower = key.ToLowerInvariant();
            if (lower.Length == 0 || lower.AsSpan().ContainsAnyExcept(KeyCharacters))
            {
                throw new ArgumentException(
                    "A metadata key is made of letters, digits, underscores, hyphens and dots.",
                    nameof(key)
                );
            }

            return lower;
        }
    }
}
