// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Xml.Signing;

/// <summary>One data Reference: what it points to and what it digests to.</summary>
/// <param name="Uri"><c>#Id</c>, or empty for the whole document.</param>
/// <param name="Digest">The digest of the transformed data; empty while it is not known, which is so for the whole document.</param>
internal readonly record struct SignedRegion(string Uri, byte[] Digest)
{
    /// <summary>True for the seal's Reference.</summary>
    public bool IsWholeDocument => Uri.Length == 0;
}
