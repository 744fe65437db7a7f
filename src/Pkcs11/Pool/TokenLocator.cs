// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pkcs11;

/// <summary>Finds the slot in which the configured token is.</summary>
internal static class TokenLocator
{
    /// <summary>Asks every slot that has a token.</summary>
    /// <exception cref="TokenUnavailableException">No token matches, or more than one.</exception>
    public static LocatedToken Find(ICryptoki cryptoki, TokenOptions options)
    {
        TokenUnavailableException.ThrowIfFailed(
            cryptoki.GetSlotList(tokenPresent: true, out var slots),
            "C_GetSlotList",
            isReachable: false
        );
        LocatedToken? found = null;
        var broken = "";
        foreach (var slot in slots)
        {
            // One broken slot must not hide the others; it may be the one that is looked for.
            if (cryptoki.GetTokenInfo(slot, out var info) is not Ckr.Ok and var answer)
            {
                broken += $"; slot {slot} answers {answer.Name()}";
                continue;
            }

            if (!Matches(options, slot, info!))
            {
                continue;
            }

            if (found is not null)
            {
                throw new TokenUnavailableException(
                    "more than one token matches the configuration",
                    isReachable: false
                );
            }

            found = new LocatedToken(slot, info!);
        }

        return found
            ?? throw new TokenUnavailableException($"no token matches the configuration{broken}", isReachable: false);
    }

    private static bool Matches(TokenOptions options, nuint slot, TokenInfo info) =>
        info.Has(Ck.TokenFlag.TokenInitialized)
        && (options.Label is null || options.Label == info.Label)
        && (options.Serial is null || options.Serial == info.Serial)
        && (options.SlotId is null || options.SlotId == slot);
}
