// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Pades;

/// <summary>
/// How much room to reserve for a timestamp: the largest token seen and a quarter more, rounded up to one of a few sizes,
/// so that a document prepared again later can find the size of the first time. Thread-safe.
/// </summary>
internal sealed class TimestampRoom
{
    // Until a token was seen: those of authorities that send a chain of three RSA certificates are about 6 KiB.
    private const int FirstGuess = 6 << 10;
    private static readonly int[] Steps =
    [
        .. Enumerable.Range(2, 31).Select(i => i << 10),
        48 << 10,
        64 << 10,
        128 << 10,
    ];

    private int _largest;

    /// <summary>Octets to reserve now.</summary>
    public int Reserve
    {
        get
        {
            var largest = Volatile.Read(ref _largest);
            var wanted = (largest == 0 ? FirstGuess : largest) * 5L / 4;
            return Steps.FirstOrDefault(s => s >= wanted, Steps[^1]);
        }
    }

    /// <summary>All sizes that may ever have been reserved.</summary>
    public static IReadOnlyList<int> Sizes => Steps;

    /// <summary>Remembers a token's size.</summary>
    public void Saw(int length)
    {
        for (var known = Volatile.Read(ref _largest); length > known; known = Volatile.Read(ref _largest))
        {
            Interlocked.CompareExchange(ref _largest, length, known);
        }
    }
}
