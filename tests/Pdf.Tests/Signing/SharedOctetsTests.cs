// SPDX-License-Identifier: Apache-2.0
using System.Buffers.Binary;
using System.Text;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pdf.Tests.Signing;

/// <summary>Objects that lie in the same octets of an object stream: a small file that asks for hours of reading.</summary>
public sealed class SharedOctetsTests
{
    private const int First = 6;
    private const int Count = 2_000;

    [Theory]
    [InlineData("/Kids [3 0 R]", "/AcroForm << /Fields [#] >>", "<< /FT /Tx /T (a) /Z [~] >>")]
    [InlineData("/Kids [# 3 0 R]", "", "<< /Type /Pages /Kids [] /Count 0 /Z [~] >>")]
    public void Sign_WhenManyObjectsShareOctets_RefusesThemSoon(string kids, string form, string shared)
    {
        using var house = new PdfHouse(TestKey.Ec);
        var pdf = Build(kids, form, shared.Replace("~", new string('1', 1 << 20), StringComparison.Ordinal));

        var refusal = Assert.Throws<SigningException>(() =>
        {
            using var document = house.Format.Open(pdf);
            document.Prepare(house.Request("GVCN"));
        });

        Assert.Equal(SigningErrorKind.DocumentTooLarge, refusal.Kind);
    }

    private static byte[] Build(string kids, string form, string shared)
    {
        var numbers = Enumerable.Range(First, Count).ToList();
        var all = string.Join(' ', numbers.Select(static n => $"{n} 0 R"));
        var head = string.Concat(numbers.Select(static n => $"{n} 0 "));
        string[] bodies =
        [
            $"<< /Type /Catalog /Pages 2 0 R {form.Replace("#", all, StringComparison.Ordinal)} >>",
            $"<< /Type /Pages {kids.Replace("#", all, StringComparison.Ordinal)} /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] >>",
            $"<< /Type /ObjStm /N {Count} /First {head.Length} /Length {head.Length + shared.Length} >>\nstream\n{head}{shared}\nendstream",
        ];
        var text = new StringBuilder("%PDF-1.7\n");
        var rows = new List<byte>(Row(0, 0, 0));
        for (var i = 0; i < bodies.Length; i++)
        {
            rows.AddRange(Row(1, text.Length, 0));
            text.Append($"{i + 1} 0 obj\n{bodies[i]}\nendobj\n");
        }
        rows.AddRange(Row(1, text.Length, 0));
        rows.AddRange(numbers.SelectMany(static (_, i) => Row(2, 4, i)));
        var start = text.Length;
        text.Append($"5 0 obj\n<< /Type /XRef /Size {First + Count} /W [1 4 2] /Root 1 0 R /Length {rows.Count} >>\n");
        text.Append($"stream\n{Encoding.Latin1.GetString([.. rows])}\nendstream\nendobj\nstartxref\n{start}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(text.ToString());
    }

    private static byte[] Row(byte type, int location, int detail)
    {
        var row = new byte[7];
        row[0] = type;
        BinaryPrimitives.WriteInt32BigEndian(row.AsSpan(1), location);
        BinaryPrimitives.WriteUInt16BigEndian(row.AsSpan(5), (ushort)detail);
        return row;
    }
}
