// SPDX-License-Identifier: Apache-2.0
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace HocBaSo.Signing.Cli;

/// <summary>The picture of a report, drawn by Chromium where it is installed.</summary>
internal static class ReportPicture
{
    private const int Width = 1240;
    private const int DeleteTries = 50;
    private static readonly TimeSpan DeletePause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string[] Browsers = ["chromium", "chromium-browser", "google-chrome"];

    /// <summary>Draws; null when no browser is there or none could.</summary>
    /// <param name="page">The page.</param>
    /// <param name="height">How high it is, in pixels: a picture ends where the window does.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The file of the picture.</returns>
    public static async Task<string?> TryDrawAsync(string page, int height, CancellationToken cancellationToken)
    {
        var picture = Path.ChangeExtension(Path.GetFullPath(page), ".png");
        var profile = Directory.CreateTempSubdirectory("hbs-browser-");
        try
        {
            foreach (var browser in Browsers)
            {
                if (await TryAsync(browser, page, height, picture, profile.FullName, cancellationToken) is { } isDrawn)
                {
                    return isDrawn ? picture : null;
                }
            }
            return null;
        }
        finally
        {
            await DeleteAsync(profile);
        }
    }

    // Its helpers end a little after the browser, and may still be writing.
    private static async Task DeleteAsync(DirectoryInfo profile)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                profile.Delete(recursive: true);
                return;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException && tries < DeleteTries)
            {
                await Task.Delay(DeletePause);
            }
        }
    }

    // Null when there is no such browser.
    private static async Task<bool?> TryAsync(
        string browser,
        string page,
        int height,
        string picture,
        string profile,
        CancellationToken cancellationToken
    )
    {
        var start = new ProcessStartInfo(browser)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                "--headless",
                "--disable-gpu",
                "--hide-scrollbars",
                "--no-first-run",
                $"--user-data-dir={profile}",
                $"--screenshot={picture}",
                string.Create(CultureInfo.InvariantCulture, $"--window-size={Width},{height}"),
            },
        };
        if (string.Equals(Environment.UserName, "root", StringComparison.Ordinal))
        {
            start.ArgumentList.Add("--no-sandbox"); // It refuses to run as root otherwise; the page is our own.
        }
        start.ArgumentList.Add(new Uri(Path.GetFullPath(page)).AbsoluteUri);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            return await RunAsync(start, limit.Token) && File.Exists(picture);
        }
        catch (Win32Exception)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private static async Task<bool> RunAsync(ProcessStartInfo start, CancellationToken cancellationToken)
    {
        using var process = Process.Start(start)!;
        try
        {
            // Both are read, so that it isn't held up by what it has to say.
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            await Task.WhenAll(output, error);
            return process.ExitCode == 0;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
