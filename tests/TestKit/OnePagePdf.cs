// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.TestKit;

/// <summary>The least that is a PDF: one empty page, with a cross-reference table.</summary>
public static class OnePagePdf
{
    public static byte[] Make() =>
        SmallPdf.Build("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> >>");
}
