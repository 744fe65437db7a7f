// SPDX-License-Identifier: Apache-2.0
using System.ComponentModel;
using System.Diagnostics;

namespace HocBaSo.Signing.Cli;

/// <summary>One picture of all pages of a PDF, drawn by poppler: what a person looks at first.</summary>
internal static class ContactSheet
{
    /// <summary>What draws.</summary>
    public const string Poppler = "pdftoppm";

    private const string Package = "poppler-utils";
    private const int Columns = 4;
    private const int Gap = 10;
    private const byte Ground = 0xA0;
    private const string Resolution = "56"; // dots per inch: four A4 pages beside each other on a common screen
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Draws and writes; null when done, else one sentence that says why not.</summary>
    public static async Task<string?> TryWriteAsync(
        string pdf,
        string png,
        string tool,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var pages = PixelMap.ReadAll(await DrawAsync(tool, pdf, cancellationToken));
            if (pages.Count == 0)
            {
                return $"{tool} drew no page";
            }
            await AtomicFile.WriteAsync(png, PngFile.Of(Tile(pages)), cancellationToken);
            return null;
        }
        catch (Win32Exception)
        {
            return $"{tool} is not there: install {Package}";
        }
        catch (Exception e)
            when (e is InvalidDataException or IOException
                || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            return $"{tool} could not draw it";
        }
    }

    // Without a name for its files it writes the pages to standard output, one after another.
    private static async Task<byte[]> DrawAsync(string tool, string pdf, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(tool, ["-q", "-r", Resolution, pdf])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        using var process = Process.Start(start)!;
        try
        {
            var drawn = new MemoryStream();
            await process.StandardOutput.BaseStream.CopyToAsync(drawn, limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode == 0
                ? drawn.ToArray()
                : throw new InvalidDataException($"{tool} ended with {process.ExitCode}.");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    private static PixelMap Tile(IReadOnlyList<PixelMap> pages)
    {
        var columns = Math.Min(Columns, pages.Count);
        var rows = (pages.Count + columns - 1) / columns;
        var (width, height) = (pages.Max(static p => p.Width), pages.Max(static p => p.Height));
        var sheet = new PixelMap(Gap + (columns * (width + Gap)), Gap + (rows * (height + Gap)));
        sheet.Fill(Ground);
        foreach (var (index, page) in pages.Index())
        {
            sheet.Draw(page, Gap + (index % columns * (width + Gap)), Gap + (index / columns * (height + Gap)));
        }
        return sheet;
    }
}
