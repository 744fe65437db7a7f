// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pdf.Writing.Tests;

/// <summary>Apache PDFBox Preflight, a checker of PDF/A-1b that is not ours.</summary>
internal static class Preflight
{
    private const string Validator = "org.apache.pdfbox.preflight.Validator_A1b";

    // Debian's libpdfbox2-java names no class path of its own; the last two left the JDK with Java 11.
    private static readonly string s_classPath = string.Join(
        ':',
        new[]
        {
            "preflight",
            "pdfbox2",
            "xmpbox",
            "fontbox2",
            "commons-logging",
            "javax.activation",
            "jaxb-api",
        }.Select(name => $"/usr/share/java/{name}.jar")
    );

    public static void RequireValid(TemporaryFolder folder, byte[] pdf)
    {
        var said = Validate(folder, pdf);
        Assert.True(said.Contains("is a valid PDF/A-1b file", StringComparison.Ordinal), said);
    }

    public static string Validate(TemporaryFolder folder, byte[] pdf)
    {
        var (_, output, error) = OutsideTool.Run("java", "-cp", s_classPath, Validator, folder.Write("a.pdf", pdf));
        return output + error;
    }
}
