// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Writing;

/// <summary>A stretch of content with one tag; ends when it is disposed.</summary>
public readonly struct ContentScope : IDisposable
{
    private readonly PdfPage? _page;
    private readonly int _id;

    internal ContentScope(PdfPage page, int id) => (_page, _id) = (page, id);

    /// <summary>Ends the stretch. A second time does nothing.</summary>
    public void Dispose() => _page?.EndScope(_id);
}
