// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli;

/// <summary>What is asked of the server for each document.</summary>
internal enum LoadDocumentKind
{
    /// <summary>A transcript is signed.</summary>
    Xml,

    /// <summary>A PDF of five pages is signed.</summary>
    Pdf,

    /// <summary>A transcript is drawn; nothing is signed.</summary>
    Rendition,

    /// <summary>A transcript is sealed as a pair of XML and rendition.</summary>
    Pair,
}
