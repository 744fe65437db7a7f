// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Filters;
using HocBaSo.Signing.Pdf.Syntax;
using HocBaSo.Signing.Pdf.Tests.Signing;
using HocBaSo.Signing.TestKit;
using HocBaSo.Signing.Xml.Tests.Syntax;

namespace HocBaSo.Signing.Fuzz;

/// <summary>Mutated PDFs: signed or refused with a kind, never another exception, never slow, never large.</summary>
public sealed class PdfFuzz
{
    private const long MaxAllocated = 128 << 20;
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(1);
    private static readonly byte[] s_value = new byte[64];

    [Fact]
    public void Sign_WhenPdfIsMutated_OnlySignsOrRefuses()
    {
        using var house = new PdfHouse(TestKey.Ec);
        var request = house.Request("GVCN");
        var originals = Seeds();
        var (signed, refused) = (0, 0);
        for (var i = 0; i < FuzzCount.Value; i++)
        {
            var pdf = new PdfMutator(i).Mutate(originals[i % originals.Length]);
            var (start, allocated) = (CpuClock.Now, GC.GetAllocatedBytesForCurrentThread());
            if (TrySign(house, request, pdf, i))
            {
                signed++;
            }
            else
            {
                refused++;
            }
            Assert.True(CpuClock.Now - start < s_limit, $"mutation {i} was slow");
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - allocated < MaxAllocated, $"mutation {i} was large");
        }

        Assert.True(signed > 0 && refused > 0, $"{signed} signed, {refused} refused");
    }

    [Theory]
    [InlineData("FlateDecode")]
    [InlineData("LZWDecode")]
    [InlineData("RunLengthDecode")]
    [InlineData("ASCII85Decode")]
    [InlineData("ASCIIHexDecode")]
    public void Decode_WhenDataIsMutated_OnlyDecodesOrRefuses(string filter)
    {
        var dictionary = Dictionary($"<< /Filter /{filter} /DecodeParms << /Predictor 12 /Columns 3 >> >>");
        byte[][] seeds =
        [
            [.. Enumerable.Range(0, 300).Select(i => (byte)(i * 7))],
            [0x78, 0x9C, 0x63, 0x64, 0x62, 0x66, 0x61, 0x65, 0x03, 0, 0, 0x23, 0, 0x16],
            [0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01],
            "87cURD]i,\"Ebo80~>"u8.ToArray(),
            "48656C6C6F>"u8.ToArray(),
        ];
        for (var i = 0; i < FuzzCount.Value / 5; i++)
        {
            var data = new ByteMutator(i, PdfTokens.All).Mutate(seeds[i % seeds.Length]);
            var stream = new PdfIndirect
            {
                Value = dictionary,
                Data = data,
                IsStream = true,
            };
            try
            {
                new StreamDecoder(PdfLimits.Default).Decode(stream, static v => v);
            }
            catch (SigningException refusal)
            {
                Assert.Equal(SigningErrorKind.MalformedDocument, refusal.Kind);
            }
        }
    }

    private static bool TrySign(PdfHouse house, SignatureRequest request, byte[] pdf, int mutation)
    {
        try
        {
            using var document = house.Format.Open(pdf);
            document.Complete(document.Prepare(request), s_value, null);
            var signed = document.ToSignedDocument();
            Assert.True(signed.AsSpan().StartsWith(pdf), $"mutation {mutation}");
            using var again = house.Format.Open(signed);
            var refusal = Assert.Throws<SigningException>(() => again.Prepare(request));
            Assert.True(refusal.Kind == SigningErrorKind.AlreadySigned, $"mutation {mutation}: {refusal.Kind}");
            return true;
        }
        catch (SigningException refusal)
        {
            var isOfTheFile =
                refusal.Kind
                is SigningErrorKind.MalformedDocument
                    or SigningErrorKind.DocumentTooLarge
                    or SigningErrorKind.UnsupportedFormat;
            var isOfItsSignatures =
                refusal.Kind
                is SigningErrorKind.AlreadySealed
                    or SigningErrorKind.AlreadySigned
                    or SigningErrorKind.OutOfOrder
                    or SigningErrorKind.DocumentLocked;
            Assert.True(isOfTheFile || isOfItsSignatures, $"mutation {mutation}: {refusal.Kind}");
            Assert.True(
                !isOfTheFile || refusal.Field!.StartsWith("offset ", StringComparison.Ordinal),
                $"mutation {mutation}: {refusal.Field}"
            );
            return false;
        }
    }

    private static PdfValue Dictionary(string text)
    {
        var lexer = new PdfLexer(new PdfBuffer(System.Text.Encoding.Latin1.GetBytes(text), 0), 0);
        return PdfParser.ReadValue(ref lexer, PdfLimits.Default);
    }

    private static byte[][] Seeds() =>
        [
            .. Directory
                .GetFiles(Path.Combine(AppContext.BaseDirectory, "seeds", "pdf"))
                .Order(StringComparer.Ordinal)
                .Select(File.ReadAllBytes),
        ];
}
