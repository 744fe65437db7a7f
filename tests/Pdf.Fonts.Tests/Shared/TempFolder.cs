// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Fonts.Tests;

/// <summary>A folder that goes away with the test.</summary>
internal sealed class TempFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hbs-pdf-");

    public string Path => _folder.FullName;

    public string File(string name) => System.IO.Path.Combine(_folder.FullName, name);

    public string Save(string name, byte[] octets)
    {
        System.IO.File.WriteAllBytes(File(name), octets);
        return File(name);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
