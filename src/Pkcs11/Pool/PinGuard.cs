// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;

namespace HocBaSo.Signing.Pkcs11;

/// <summary>
/// Remembers a PIN that its token refused, so that it is never tried twice. It is tried again only when that can't lock the token: the
/// configured PIN is another one now, or the token says that somebody has logged in or set its PIN since (its counter is back at zero).
/// Used by one thread.
/// </summary>
internal sealed class PinGuard
{
    private const nuint Counting =
        Ck.TokenFlag.UserPinCountLow | Ck.TokenFlag.UserPinFinalTry | Ck.TokenFlag.UserPinLocked;

    // A digest under a key of this process: the PIN itself isn't kept.
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private byte[]? _refused;
    private string _reason = "";
    private bool _hasCounted;

    /// <summary>Looks at a token's flags; before <see cref="ThrowIfRefused"/>.</summary>
    public void See(TokenInfo info)
    {
        if (_refused is null)
        {
            return;
        }

        var isCounting = (info.Flags & Counting) != 0;
        if (_hasCounted && !isCounting)
        {
            _refused = null;
        }

        _hasCounted |= isCounting;
    }

    /// <summary>Keeps a refused PIN away from the token.</summary>
    /// <exception cref="TokenUnavailableException">It was refused before, for the same reason as then.</exception>
    public void ThrowIfRefused(Pin pin)
    {
        if (_refused is not null && CryptographicOperations.FixedTimeEquals(_refused, DigestOf(pin)))
        {
            throw new TokenUnavailableException(_reason, isReachable: true, isPinRefusal: true);
        }
    }

    /// <summary>The token refused this PIN.</summary>
    public void Refuse(Pin pin, string reason)
    {
        _refused = DigestOf(pin);
        _reason = reason;
        _hasCounted = false;
    }

    private byte[] DigestOf(Pin pin) => HMACSHA256.HashData(_key, pin.Octets);
}
