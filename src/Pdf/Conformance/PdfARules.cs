// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Conformance;

/// <summary>
/// The rules of PDF/A-3b (ISO 19005-3) as far as files that this project writes, and seals by incremental update, can break them.
/// No checker for files of others: what we never write (optional content, OpenType fonts, CMYK, JPEG 2000) is refused by
/// name rather than checked.
/// </summary>
public static class PdfARules
{
    /// <summary>Checks a file.</summary>
    /// <param name="pdf">A file, of one or more revisions; the newest counts.</param>
    /// <returns>The rules that are broken; empty when none is. A file that can't be read is a finding as well.</returns>
    public static IReadOnlyList<PdfAFinding> Check(ReadOnlyMemory<byte> pdf)
    {
        var findings = new List<PdfAFinding>();
        try
        {
            var rules = new RuleContext(PdfFile.Open(pdf, PdfLimits.Default), findings);
            FileRules.Check(rules, pdf.Span);
            ObjectRules.Check(rules);
            ColorRules.Check(rules);
            TransparencyRules.Check(rules);
            MetadataRules.Check(rules);
            var fonts = FontRules.Check(rules);
            ContentRules.Check(rules, fonts);
            AnnotationRules.Check(rules);
            AttachmentRules.Check(rules);
            TaggingRules.Check(rules);
        }
        catch (SigningException fault)
        {
            findings.Add(new PdfAFinding("6.1", "file", $"The file cannot be read: {fault.Message} ({fault.Field})"));
        }
        return findings;
    }
}
