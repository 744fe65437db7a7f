// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli;

/// <summary>How a PDF stands to the XML that it carries, and to the XML files that were given with it.</summary>
internal enum PairVerdict
{
    /// <summary>The attachment is good; no XML file was given that belongs to it.</summary>
    Alone,

    /// <summary>An XML file that was given is the attachment, octet for octet.</summary>
    Same,

    /// <summary>An XML file that was given is of the same transcript, but it is not the attachment.</summary>
    Differs,

    /// <summary>The attachment itself is unsigned, broken, or no XML that can be read.</summary>
    Broken,

    /// <summary>The PDF's attachments can't be read.</summary>
    Unreadable,
}
