// SPDX-License-Identifier: Apache-2.0
using System.Text;

namespace HocBaSo.Signing.Pkcs11;

/// <summary>Initialises software tokens for development and tests, so that no outside tool is needed. Blocks.</summary>
public static class TokenSetup
{
    private const int LabelLength = 32;

    // Two set-ups at a time would take the same free slot, and the second would wipe the first one's token.
    private static readonly Lock Gate = new();

    /// <summary>Whether a token that matches is there and initialised.</summary>
    /// <param name="options">The token; its PIN is not used.</param>
    /// <exception cref="Pkcs11Exception">The module is missing.</exception>
    public static bool Exists(TokenOptions options)
    {
        try
        {
            TokenLocator.Find(ProcessModules.Shared.Open(options), options);
            return true;
        }
        catch (TokenUnavailableException)
        {
            return false;
        }
    }

    /// <summary>
    /// Makes a token (C_InitToken) in the slot of <see cref="TokenOptions.SlotId"/>, or in the first slot whose token isn't initialised,
    /// and sets its user PIN (C_InitPIN) to what the PIN source of <paramref name="options"/> holds. A token that is initialised is never
    /// overwritten, unless its slot is named by number.
    /// </summary>
    /// <param name="options">Label required, at most 32 octets.</param>
    /// <param name="securityOfficerPin">The new token's SO PIN, UTF-8. The caller zeroes it.</param>
    /// <exception cref="Pkcs11Exception">No free slot, a token of this label exists, or a call failed.</exception>
    public static void Initialize(TokenOptions options, ReadOnlySpan<byte> securityOfficerPin) =>
        Initialize(options, securityOfficerPin, mayRepeatLabel: false);

    internal static void Initialize(TokenOptions options, ReadOnlySpan<byte> securityOfficerPin, bool mayRepeatLabel)
    {
        options.Validate("token");
        var label = options.Label ?? throw new ArgumentException("a label is needed", nameof(options));
        var padded = PadLabel(label);
        var cryptoki = ProcessModules.Shared.Open(options);
        lock (Gate)
        {
            var slot = options.SlotId is { } number
                ? (nuint)number
                : FindFreeSlot(cryptoki, mayRepeatLabel ? null : label);
            Pkcs11Exception.ThrowIfFailed(cryptoki.InitToken(slot, securityOfficerPin, padded), "C_InitToken");
            SetUserPin(cryptoki, slot, options, securityOfficerPin);
        }
    }

    private static byte[] PadLabel(string label)
    {
        var octets = Encoding.UTF8.GetBytes(label);
        return octets.Length is >= 1 and <= LabelLength
            ? [.. octets, .. Enumerable.Repeat((byte)' ', LabelLength - octets.Length)]
            : throw new ArgumentException("the label is not of 1 to 32 octets", nameof(label));
    }

    private static nuint FindFreeSlot(ICryptoki cryptoki, string? label)
    {
        Pkcs11Exception.ThrowIfFailed(cryptoki.GetSlotList(tokenPresent: true, out var slots), "C_GetSlotList");
        nuint? free = null;
        foreach (var slot in slots)
        {
            Pkcs11Exception.ThrowIfFailed(cryptoki.GetTokenInfo(slot, out var info), "C_GetTokenInfo");
            if (!info!.Has(Ck.TokenFlag.TokenInitialized))
            {
                free ??= slot;
            }
            else if (info.Label == label)
            {
                throw new Pkcs11Exception("a token of this label exists");
            }
        }

        return free ?? throw new Pkcs11Exception("no slot has a token that isn't initialised");
    }

    private static void SetUserPin(ICryptoki cryptoki, nuint slot, TokenOptions options, ReadOnlySpan<byte> soPin)
    {
        var code = cryptoki.OpenSession(slot, Ck.SessionFlag.Serial | Ck.SessionFlag.ReadWrite, out var session);
        Pkcs11Exception.ThrowIfFailed(code, "C_OpenSession");
        try
        {
            Pkcs11Exception.ThrowIfFailed(cryptoki.Login(session, Ck.User.SecurityOfficer, soPin), "C_Login");
            using var pin = Pin.Read(options);
            Pkcs11Exception.ThrowIfFailed(cryptoki.InitPin(session, pin.Octets), "C_InitPIN");
            Pkcs11Exception.ThrowIfFailed(cryptoki.Logout(session), "C_Logout");
        }
        finally
        {
            cryptoki.CloseSession(session);
        }
    }
}
