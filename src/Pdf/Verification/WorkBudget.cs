// SPDX-License-Identifier: Apache-2.0
using System.Numerics;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Verification;

/// <summary>
/// What a document may still cost: one unit is about one octet lexed or one cross-reference entry read, a few nanoseconds.
/// Shared by all its signatures, so that many small requests can't add up.
/// </summary>
internal sealed class WorkBudget(long units = 32L << 20, Func<Exception>? refusal = null)
{
    /// <summary>One public-key operation, with the reading of its certificate.</summary>
    public const long KeyOperation = 100_000;

    /// <summary>Octets that are digested in the time of one unit.</summary>
    public const int DigestOctets = 16;

    // A key on a path verifies more than once, and its certificate is read anew: four times as dear as the digest alone.
    private const int KeyOctets = DigestOctets / 4;

    private long _left = units;
    private long? _lookup;

    /// <summary>What signing may spend on one reading of a document: as much as its verification.</summary>
    public static WorkBudget OfSigning() =>
        new(refusal: static () =>
            new SigningException(
                SigningErrorKind.DocumentTooLarge,
                "The document asks for more work than signing it may cost."
            )
        );

    /// <summary>Takes the work of finding an object: sections are asked one after the other.</summary>
    public void ChargeLookup(PdfObjects objects)
    {
        _lookup ??= objects.File.Sections.Sum(static s => 2L + BitOperations.Log2((uint)s.RangeCount + 1));
        Charge(_lookup.Value + 16);
    }

    /// <summary>Takes the work of public-key operations, given in octets that could be digested in their time.</summary>
    /// <exception cref="VerificationFaultException">It is used up: FORMAT_FAILURE.</exception>
    public void ChargeKeys(long octets) => Charge(octets / KeyOctets);

    /// <summary>Takes so much work.</summary>
    /// <exception cref="VerificationFaultException">It is used up: FORMAT_FAILURE.</exception>
    /// <exception cref="SigningException">It is used up, and that of signing: DocumentTooLarge.</exception>
    public void Charge(long cost)
    {
        if (cost < 0 || cost > _left)
        {
            _left = 0;
            throw refusal?.Invoke()
                ?? VerificationFaultException.Format("The document asks for more work than a verification may cost.");
        }
        _left -= cost;
    }
}
