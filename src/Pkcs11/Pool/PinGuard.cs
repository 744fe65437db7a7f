// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;

namespace HocBaSo.Signing.Pkcs11;

/// <summary>
/// Remembers a PIN that its token refused, so that it is never tried twice. It is tried again only when that can't lock the token: the
/// configured PIN is another one now, or the token says that somebody has logged in or set its PIN since (its counter is back at zero).
/// Beside a log-in that hangs, and may be refused yet, only a PIN is tried that the token has accepted before, and only once.
/// Thread-safe, because such a log-in is heard of late.
/// </summary>
internal sealed class PinGuard
{
    private const nuint Counting =
        Ck.TokenFlag.UserPinCountLow | Ck.TokenFlag.UserPinFinalTry | Ck.TokenFlag.UserPinLocked;

    private readonly Lock _gate = new();

    // A digest under a key of this process: the PIN itself isn't kept.
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private byte[]? _accepted;
    private byte[]? _refused;
    private string _reason = "";
    private bool _hasCounted;
    private bool _isCounting;
    private int _running;

    /// <summary>Looks at a token's flags; before <see cref="ThrowIfRefused"/>.</summary>
    public void See(TokenInfo info)
    {
        lock (_gate)
        {
            _isCounting = (info.Flags & Counting) != 0;
            if (_refused is null)
            {
                return;
            }

            if (_hasCounted && !_isCounting)
            {
                _refused = null;
            }

            _hasCounted |= _isCounting;
        }
    }

    /// <summary>Keeps a refused PIN away from the token, and every PIN while a log-in hangs that may be what the token counts.</summary>
    /// <exception cref="TokenUnavailableException">It was refused before, for the same reason as then; or one hangs.</exception>
    public void ThrowIfRefused(Pin pin)
    {
        lock (_gate)
        {
            if (Is(_refused, pin.Octets))
            {
                throw new TokenUnavailableException(_reason, isReachable: true, isPinRefusal: true);
            }

            if (_running > 0 && _isCounting)
            {
                throw new TokenUnavailableException(
                    "a log-in hangs, and the token counts refused ones",
                    isReachable: true
                );
            }
        }
    }

    /// <summary>A log-in begins; false when it has to be waited for, for as long as it takes.</summary>
    public bool Begin(ReadOnlySpan<byte> pin)
    {
        lock (_gate)
        {
            return _running++ == 0 && Is(_accepted, pin);
        }
    }

    /// <summary>A log-in has ended, perhaps long after another one was tried beside it.</summary>
    public void End(ReadOnlySpan<byte> pin, Ckr code)
    {
        lock (_gate)
        {
            _running--;
            if (code == Ckr.Ok)
            {
                _accepted = DigestOf(pin);
            }
            else if (code.IsPinRefusal())
            {
                _refused = DigestOf(pin);
                _reason = TokenLogin.Answer(code);
                _hasCounted = false;
            }
        }
    }

    private bool Is(byte[]? known, ReadOnlySpan<byte> pin) =>
        known is not null && CryptographicOperations.FixedTimeEquals(known, DigestOf(pin));

    private byte[] DigestOf(ReadOnlySpan<byte> pin) => HMACSHA256.HashData(_key, pin);
}
