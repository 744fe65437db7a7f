// SPDX-License-Identifier: Apache-2.0
using System.Globalization;

namespace HocBaSo.Signing.Cli;

/// <summary>From values to places along an axis, with marks at round values.</summary>
internal sealed class ChartAxis
{
    private readonly double _least;
    private readonly double _most;
    private readonly bool _isLogarithmic;

    private ChartAxis(double least, double most, IReadOnlyList<double> marks, bool isLogarithmic) =>
        (_least, _most, Marks, _isLogarithmic) = (least, most, marks, isLogarithmic);

    /// <summary>Where lines of the grid stand.</summary>
    public IReadOnlyList<double> Marks { get; }

    /// <summary>Even steps from zero on.</summary>
    public static ChartAxis Linear(double most, int steps = 5)
    {
        most = most > 0 && double.IsFinite(most) ? most : 1;
        var step = RoundUp(most / steps);
        var count = (int)Math.Ceiling((most / step) - 1e-9);
        return new ChartAxis(0, count * step, [.. Enumerable.Range(0, count + 1).Select(i => i * step)], false);
    }

    /// <summary>Even steps from one value to just another.</summary>
    public static ChartAxis Exactly(double least, double most, int steps)
    {
        var step = RoundUp((most - least) / steps);
        var first = Math.Ceiling((least / step) - 1e-9) * step;
        var count = Math.Max(0, (int)Math.Floor(((most - first) / step) + 1e-9));
        return new ChartAxis(least, most, [.. Enumerable.Range(0, count + 1).Select(i => first + (i * step))], false);
    }

    /// <summary>Marks that were chosen, up to the end.</summary>
    public static ChartAxis Marked(double most, IEnumerable<double> marks) =>
        new(0, most, [.. marks.Where(mark => mark <= most)], false);

    /// <summary>Powers of ten, and 2 and 5 between them where there are few.</summary>
    public static ChartAxis Logarithmic(double least, double most)
    {
        var low = Math.Floor(Math.Log10(Math.Max(least, 1e-3)));
        var high = Math.Max(low + 1, Math.Ceiling(Math.Log10(Math.Max(most, 1e-3)) - 1e-9));
        double[] parts = high - low <= 3 ? [1, 2, 5] : [1];
        var marks = Enumerable
            .Range(0, (int)(high - low) + 1)
            .SelectMany(i => parts.Select(part => part * Math.Pow(10, low + i)))
            .Where(mark => mark <= Math.Pow(10, high) * 1.001);
        return new ChartAxis(Math.Pow(10, low), Math.Pow(10, high), [.. marks], true);
    }

    /// <summary>0 at the beginning of the axis, 1 at its end.</summary>
    public double At(double value)
    {
        var share = _isLogarithmic
            ? (Math.Log10(Math.Max(value, _least)) - Math.Log10(_least)) / (Math.Log10(_most) - Math.Log10(_least))
            : (value - _least) / (_most - _least);
        return Math.Clamp(share, 0, 1);
    }

    /// <summary>A value as short as it can be said.</summary>
    public static string Label(double value) =>
        value switch
        {
            >= 1e6 => (value / 1e6).ToString("0.#", CultureInfo.InvariantCulture) + "M",
            >= 1e4 => (value / 1e3).ToString("0.#", CultureInfo.InvariantCulture) + "k",
            _ => value.ToString("#,0.###", CultureInfo.InvariantCulture),
        };

    private static double RoundUp(double step)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(step)));
        return (step / power) switch
        {
            <= 1.0001 => power,
            <= 2.0001 => 2 * power,
            <= 5.0001 => 5 * power,
            _ => 10 * power,
        };
    }
}
