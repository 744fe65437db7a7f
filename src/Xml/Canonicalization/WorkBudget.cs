// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Xml.Canonicalization;

/// <summary>What a document may still cost. Shared by all its signatures, so that many small requests can't add up.</summary>
/// <param name="octets">What it may cost in all.</param>
/// <param name="usedUp">What is thrown when that does not suffice.</param>
internal sealed class WorkBudget(long octets, Func<Exception> usedUp)
{
    /// <summary>What a document of up to 1 MiB may cost unless a configuration says otherwise: 64 MiB, well below a second.</summary>
    public const long Least = 64L << 20;

    private const int SmallDocument = 1 << 20;

    // Six digests of a whole document are what signatures on several curves need; sixteen leave room.
    private const int EachFurtherByte = 16;

    private long _left = octets;

    /// <summary>A large document may cost more, in proportion: a small one gains nothing where large ones are let in.</summary>
    /// <param name="least">What a small document may cost.</param>
    /// <param name="documentBytes">How large this one is.</param>
    public static long OctetsFor(long least, int documentBytes) =>
        least + ((long)EachFurtherByte * Math.Max(0, documentBytes - SmallDocument));

    /// <summary>Takes so many octets of work.</summary>
    /// <exception cref="Exception">It is used up: the exception that was given.</exception>
    public void Charge(long cost)
    {
        if (cost < 0 || cost > _left)
        {
            _left = 0;
            throw usedUp();
        }
        _left -= cost;
    }
}
