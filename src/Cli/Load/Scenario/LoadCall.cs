// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli;

/// <summary>How documents are sent.</summary>
internal enum LoadCall
{
    /// <summary>One call for each document.</summary>
    Unary,

    /// <summary>As items of a stream.</summary>
    Stream,
}
