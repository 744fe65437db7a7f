// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Integration;

/// <summary>A blue stroke on a transparent ground, 48 by 24 pixels.</summary>
internal static class TestImage
{
    public static byte[] Png { get; } =
        Convert.FromBase64String(
            "iVBORw0KGgoAAAANSUhEUgAAADAAAAAYCAYAAAC8/X7cAAAAZUlEQVR42mNgGAWjYBSMglFACRAwOPB/KKthGuqeYBrqMcH04YIDIyFNg1kN02B3ICE1jLiiDdmQwayGaagkFVxqmIZSesemhmmoZVp0NUy4iihcaW4wqxk2NfUoGAWjYBTQDwAAb+O0AmjlL40AAAAASUVORK5CYII="
        );
}
