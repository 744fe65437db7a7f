// SPDX-License-Identifier: Apache-2.0
using System.Text;

namespace HocBaSo.Signing.Pdf.Tests.Signing;

/// <summary>Writes PDFs object by object.</summary>
internal static class HandMadePdf
{
    /// <summary>A file with a table; object n is the n-th body, object 1 the catalog.</summary>
    public static byte[] Build(params string[] bodies) => Build("", bodies);

    /// <summary>The same with more entries in the trailer.</summary>
    public static byte[] BuildWith(string trailer, params string[] bodies) => Build(trailer, bodies);

    private static byte[] Build(string trailer, string[] bodies)
    {
        var text = new StringBuilder("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n");
        var offsets = new List<int>();
        for (var i = 0; i < bodies.Length; i++)
        {
            offsets.Add(text.Length);
            text.Append($"{i + 1} 0 obj\n{bodies[i]}\nendobj\n");
        }
        var xref = text.Length;
        text.Append($"xref\n0 {offsets.Count + 1}\n0000000000 65535 f \n");
        offsets.ForEach(o => text.Append($"{o:D10} 00000 n \n"));
        text.Append($"trailer\n<< /Size {offsets.Count + 1} /Root 1 0 R {trailer} >>\nstartxref\n{xref}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(text.ToString());
    }
}
