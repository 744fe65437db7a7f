// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>The two formats of a sealed record; they have equal legal value.</summary>
public enum DocumentFormat
{
    /// <summary>An XML transcript, signed by XAdES or XML-DSig.</summary>
    Xml = 1,

    /// <summary>A PDF, signed by PAdES.</summary>
    Pdf = 2,
}
