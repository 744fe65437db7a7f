// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pdf.Fonts.Tests;

/// <summary>Pictures made and read by Pillow, which is not ours.</summary>
internal static class Pictures
{
    /// <summary>Runs a Python program with Pillow and numpy-free code in a folder.</summary>
    public static string Python(string program, params string[] arguments)
    {
        var (exit, output, error) = OutsideTool.Run("/usr/bin/python3", ["-c", program, .. arguments]);
        Assert.True(exit == 0, error);
        return output;
    }

    /// <summary>Makes a picture by a Python expression that gives a Pillow image, saved with keyword arguments.</summary>
    public static byte[] Make(string expression, string extension, string arguments = "")
    {
        using var folder = new TempFolder();
        var path = folder.File($"picture.{extension}");
        Python(
            $"import sys\nfrom PIL import Image, ImageDraw\nim = {expression}\nim.save(sys.argv[1]{arguments})",
            path
        );
        return File.ReadAllBytes(path);
    }
}
