// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using HocBaSo.Signing.Xml.Canonicalization;
using HocBaSo.Signing.Xml.Signatures;
using HocBaSo.Signing.Xml.Syntax;

namespace HocBaSo.Signing.Xml.Signing;

/// <summary>A signature that is spliced into its document.</summary>
/// <param name="spliced">Its tree.</param>
/// <param name="fragment">Its octets; values are patched there.</param>
/// <param name="shape">Its shape; null when it was prepared elsewhere and only its value is awaited.</param>
internal sealed class PendingSignature(XmlTree spliced, SignatureFragment fragment, SignatureShape? shape)
{
    /// <summary>The fragment's tree.</summary>
    public XmlTree Tree => spliced;

    /// <summary>The fragment's octets.</summary>
    public SignatureFragment Fragment => fragment;

    /// <summary>The digest that its value is made over; tells it from another preparation with the same Id.</summary>
    public byte[] DigestToSign { get; set; } = [];

    /// <summary>True when its value is in place.</summary>
    public bool IsComplete { get; set; }

    /// <summary>The method of its SignedInfo and References.</summary>
    public CanonicalizationAlgorithm Canonicalization =>
        (shape ?? throw new InvalidOperationException("The signature was prepared elsewhere.")).Canonicalization;

    /// <summary>The element SignedInfo.</summary>
    public int SignedInfo => Child("SignedInfo"u8);

    /// <summary>The element SignatureValue.</summary>
    public int SignatureValue => Child("SignatureValue"u8);

    /// <summary>The element QualifyingProperties.</summary>
    public int QualifyingProperties => spliced.Child(Child("Object"u8), XmlNames.XadesUtf8, "QualifyingProperties"u8);

    /// <summary>The digest of one of its elements, read at its place in the document.</summary>
    public byte[] Digest(int element, HashAlgorithmName digest, BudgetedDigests forms) =>
        forms.Digest(spliced, element, Canonicalization, digest);

    private int Child(ReadOnlySpan<byte> name) => spliced.Child(fragment.Signature, XmlNames.DsigUtf8, name);
}
