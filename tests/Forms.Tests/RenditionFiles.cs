// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Forms.Tests;

/// <summary>Writes the documents of the gallery where <c>eng/gallery</c> asks for them.</summary>
public sealed class RenditionFiles
{
    [Fact]
    public void Documents_WhenAFolderIsNamed_AreWrittenThere()
    {
        var folder = Environment.GetEnvironmentVariable("HBS_RENDITIONS");
        foreach (var (name, render) in Gallery.Documents)
        {
            var document = render().Document;
            Assert.True(document.Span.StartsWith("%PDF-"u8));
            if (folder is { Length: > 0 })
            {
                File.WriteAllBytes(Path.Combine(folder, $"{name}.pdf"), document.ToArray());
            }
        }
    }
}
