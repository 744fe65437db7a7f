// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Tests.Signing;
using HocBaSo.Signing.Pdf.Writing;
using HocBaSo.Signing.TestKit;
using HocBaSo.Signing.Transcripts;

namespace HocBaSo.Signing.Forms.Tests;

/// <summary>Renditions with pictures, and the same signed in their reserved fields with images and lines of text.</summary>
public sealed class SealedRenditions : IDisposable
{
    internal PdfHouse House { get; } = new(TestKey.Ec);

    public void Dispose() => House.Dispose();

    internal static byte[] Render(SchoolLevel level, PdfConformance conformance) =>
        FormSamples
            .Renderer.Render(
                FormSamples.Request(FormSamples.Sealed(level)) with
                {
                    Conformance = conformance,
                    Pictures = FormSamples.Pictures,
                }
            )
            .Document.ToArray();

    /// <summary>CBQL with image, seal and lines; PHAT_HANH with the seal and lines, with a signature timestamp.</summary>
    internal Task<byte[]> SealAsync(byte[] pdf) => SealAsync(pdf, SampleImages.SealPng);

    internal Task<byte[]> SealAsync(byte[] pdf, byte[] seal) =>
        House.SignAsync(
            pdf,
            Step(SignerRole.Cbql, SampleImages.SignaturePng, seal),
            Step(SignerRole.PhatHanh, default, seal)
        );

    /// <summary>The same, with a document timestamp behind it.</summary>
    internal async Task<byte[]> StampAsync(byte[] pdf) => await House.TimestampAsync(await SealAsync(pdf));

    /// <summary>What one of poppler's tools says of a file.</summary>
    internal string Ask(string program, byte[] pdf, params string[] options)
    {
        var file = House.Folder.Write("asked.pdf", pdf);
        string[] target = program == "pdftotext" ? ["-"] : [];
        var (exit, output, error) = OutsideTool.Run(program, [.. options, file, .. target]);
        Assert.True(exit == 0 && error.Length == 0, output + error);
        return output;
    }

    private static SigningStep Step(SignerRole role, ReadOnlyMemory<byte> signer, ReadOnlyMemory<byte> seal) =>
        new(new RoleClaim(role), "i")
        {
            Appearance = new VisibleSignature
            {
                FieldName = RoleClaim.NameOf(role),
                SignerImage = signer,
                SealImage = seal,
            },
        };
}
