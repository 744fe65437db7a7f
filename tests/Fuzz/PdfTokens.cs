// SPDX-License-Identifier: Apache-2.0
using System.Text;

namespace HocBaSo.Signing.Fuzz;

/// <summary>Parts of PDFs that change the meaning of what is around them.</summary>
internal static class PdfTokens
{
    public static IReadOnlyList<byte[]> All { get; } =
    [
        .. new[]
        {
            "<<",
            ">>",
            "[",
            "]",
            "(",
            ")",
            "<",
            ">",
            "/",
            "%",
            "null",
            "1 0 R",
            "2 0 R",
            "5 0 R",
            "99999 0 R",
            "0 65535 f",
            "obj",
            "endobj",
            "stream\n",
            "endstream",
            "xref",
            "trailer",
            "startxref",
            "%%EOF",
            "/Prev 9",
            "/Prev 0",
            "/Size 2",
            "/Size 99999999",
            "/Length 0",
            "/Length 99999",
            "/Length 7 0 R",
            "/W [1 2 1]",
            "/W [0 8 8]",
            "/W [8 8 8]",
            "/Index [0 1]",
            "/Index [0 1048576]",
            "/N 1048576",
            "/First 0",
            "/Type /XRef",
            "/Type /ObjStm",
            "/Kids [2 0 R]",
            "/Fields [3 0 R 3 0 R]",
            "/AcroForm 1 0 R",
            "/Perms << /DocMDP 1 0 R >>",
            "/FT /Sig",
            "/T (CBQL)",
            "/V 1 0 R",
            "/Lock << /P 1 >>",
            "/Encrypt 1 0 R",
            "/Filter /FlateDecode",
            "/Filter [/LZWDecode /ASCII85Decode]",
            "/DecodeParms << /Predictor 12 /Columns 1000000 >>",
            "/XRefStm 15",
            "/ID [<00> (x)]",
            "999999999999999999",
            "-1",
            "\r",
            "\0",
        }.Select(Encoding.Latin1.GetBytes),
    ];
}
