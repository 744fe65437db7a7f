// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Verification;

/// <summary>What is found out of an object once, however often it is asked.</summary>
internal static class Remembered
{
    /// <summary>What is known of an object; found out the first time.</summary>
    public static T Once<T>(this Dictionary<int, T> known, int number, Func<int, T> find)
    {
        if (!known.TryGetValue(number, out var value))
        {
            known[number] = value = find(number);
        }
        return value;
    }
}
