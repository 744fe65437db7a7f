// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;

namespace HocBaSo.Signing.Xml.Canonicalization;

/// <summary>Digests canonical octets while they are made. The hash stays the caller's.</summary>
internal sealed class HashSink(IncrementalHash hash) : CanonicalSink
{
    protected override void Consume(ReadOnlySpan<byte> octets) => hash.AppendData(octets);
}
