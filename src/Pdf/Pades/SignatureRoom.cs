// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pdf.Pades;

/// <summary>How large a CMS value can become, before it is made: everything in it but the timestamp has a known size; and its place.</summary>
internal static class SignatureRoom
{
    // Headers, object identifiers and algorithm parameters (PSS has the longest), digests of up to 64 octets twice.
    private const int Frame = 640;

    /// <summary>Octets to reserve.</summary>
    /// <param name="request">The request.</param>
    /// <param name="timestamp">Octets for the timestamp token; 0 at level B.</param>
    public static int For(SignatureRequest request, int timestamp)
    {
        var chain = request.Identity.CertificateChain;
        var certificates = 0;
        for (var i = 0; i < chain.Count; i++)
        {
            certificates += chain[i].RawDataMemory.Length;
        }
        // The issuer's name is in the SignerInfo and in the signing-certificate attribute.
        var names = 2 * (chain[0].IssuerName.RawData.Length + chain[0].SerialNumberBytes.Length);
        var role = Encoding.UTF8.GetByteCount(request.Step.ClaimedRole);
        var value = 2 * ((request.Identity.Facts.KeySize + 7) / 8);
        return Frame + certificates + names + role + value + timestamp;
    }

    /// <summary>Puts a value into its room: hex digits from behind the <c>&lt;</c> of /Contents.</summary>
    /// <exception cref="SignatureRoomException">It is larger.</exception>
    public static void Fill(Span<byte> update, int contentsStart, int room, ReadOnlySpan<byte> value)
    {
        if (value.Length > room)
        {
            throw new SignatureRoomException(value.Length, room);
        }
        Convert.TryToHexString(value, update[(contentsStart + 1)..], out _);
    }
}
