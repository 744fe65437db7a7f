// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pkcs11;

/// <summary>A token in the slot in which it was found.</summary>
internal sealed record LocatedToken(nuint Slot, TokenInfo Info)
{
    /// <summary>Whether the token part of a URI names it.</summary>
    public bool IsNamedBy(Pkcs11Uri uri) =>
        Fits(uri.Token, Info.Label)
        && Fits(uri.Serial, Info.Serial)
        && Fits(uri.Manufacturer, Info.Manufacturer)
        && Fits(uri.Model, Info.Model)
        && (uri.SlotId is null || uri.SlotId == Slot);

    private static bool Fits(string? wanted, string value) => wanted is null || wanted == value;
}
