// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Xml.Canonicalization;

namespace HocBaSo.Signing.Xml;

/// <summary>How much work a document may cause. Over a limit is FORMAT_FAILURE, told quickly.</summary>
public sealed record XmlVerifierOptions
{
    /// <summary>The limits that hold unless a configuration says otherwise.</summary>
    public static XmlVerifierOptions Default { get; } = new();

    /// <summary>What the reader takes; default 1 MiB a document.</summary>
    public XmlLimits Limits { get; init; } = XmlLimits.Default;

    /// <summary>ds:Signature elements of a document. Default 256.</summary>
    public int MaxSignatures { get; init; } = 256;

    /// <summary>References of a signature. Default 256.</summary>
    public int MaxReferences { get; init; } = 256;

    /// <summary>Certificates in a KeyInfo. Default 16.</summary>
    public int MaxCertificates { get; init; } = 16;

    /// <summary>Timestamp tokens of a signature. Default 8.</summary>
    public int MaxTimestamps { get; init; } = 8;

    /// <summary>
    /// All work on a document of up to 1 MiB, in octets read and written by canonicalization; public-key operations are charged as
    /// the octets that could be digested in their time. Each further byte of a document allows 16 more. Default 64 MiB, well below
    /// a second.
    /// </summary>
    public long MaxWork { get; init; } = WorkBudget.Least;
}
