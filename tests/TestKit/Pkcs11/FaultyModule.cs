// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;
using HocBaSo.Signing.Pkcs11;

namespace HocBaSo.Signing.TestKit;

/// <summary>
/// A PKCS#11 module that hands calls on to the real one, except where a test wants a fault: it answers a chosen CKR, or holds the call.
/// </summary>
public sealed class FaultyModule : ICryptoki, IModuleSource
{
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Func<CryptokiCall, uint?>> _rules = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<nuint, string> _tokenOfSlot = new();
    private readonly ConcurrentDictionary<nuint, string> _tokenOfSession = new();
    private readonly ConcurrentQueue<CryptokiCall> _history = new();
    private ICryptoki? _real;

    /// <summary>Added to CK_TOKEN_INFO.flags.</summary>
    public ulong ExtraTokenFlags { get; set; }

    /// <summary>Taken out of CK_TOKEN_INFO.flags.</summary>
    public ulong MissingTokenFlags { get; set; }

    /// <summary>CK_TOKEN_INFO.ulMaxSessionCount instead of the token's own.</summary>
    public ulong? MaxSessionCount { get; set; }

    /// <summary>Loading the module fails while this is set.</summary>
    public bool IsMissing { get; set; }

    /// <summary>Every call, in the order of entry.</summary>
    public IReadOnlyCollection<CryptokiCall> History => _history;

    public int Calls(string function) => _counts.GetValueOrDefault(function);

    /// <summary>A rule that answers a CKR, or null to let the call through. One rule per function: the last one counts.</summary>
    public void On(string function, Func<CryptokiCall, uint?> rule) => _rules[function] = rule;

    /// <summary>Call <paramref name="call"/> from now (1 is the next) answers <paramref name="code"/>.</summary>
    public void FailAt(string function, uint code, int call = 1)
    {
        var number = Calls(function) + call;
        On(function, made => made.Number == number ? code : null);
    }

    public void Fail(string function, uint code) => On(function, _ => code);

    public void Heal(string function) => _rules.TryRemove(function, out _);

    /// <summary>Holds every call of a function until the result is disposed.</summary>
    /// <param name="function">The function.</param>
    /// <param name="token">Label of the only token whose calls are held; null for all.</param>
    public Blockade Block(string function, string? token = null)
    {
        var blockade = new Blockade();
        On(
            function,
            call =>
            {
                if (token is null || call.Token == token)
                {
                    blockade.Pass();
                }

                return null;
            }
        );
        return blockade;
    }

    /// <summary>Holds the next call of a function until the result is disposed, and no other.</summary>
    /// <param name="function">The function.</param>
    /// <param name="answer">What it then answers; null to let it through.</param>
    public Blockade BlockNext(string function, uint? answer = null)
    {
        var blockade = new Blockade();
        var isTaken = 0;
        On(
            function,
            _ =>
            {
                if (Interlocked.Exchange(ref isTaken, 1) != 0)
                {
                    return null;
                }

                blockade.Pass();
                return answer;
            }
        );
        return blockade;
    }

    /// <summary>A signer over this module.</summary>
    public Pkcs11DigestSigner CreateSigner(
        Pkcs11Options options,
        IPkcs11Events? events = null,
        TimeProvider? time = null
    ) => new(options, this, time, events);

    ICryptoki IModuleSource.Open(TokenOptions options)
    {
        if (IsMissing)
        {
            throw new Pkcs11Exception("the module can't be loaded");
        }

        _real = ProcessModules.Shared.Open(options);
        return this;
    }

    Ckr ICryptoki.Initialize(string? parameters) => Real.Initialize(parameters);

    Ckr ICryptoki.GetSlotList(bool tokenPresent, out nuint[] slots)
    {
        slots = [];
        return Fault("C_GetSlotList") ?? Real.GetSlotList(tokenPresent, out slots);
    }

    Ckr ICryptoki.GetTokenInfo(nuint slot, out TokenInfo? info)
    {
        info = null;
        var code = Fault("C_GetTokenInfo") ?? Real.GetTokenInfo(slot, out info);
        if (info is not null)
        {
            _tokenOfSlot[slot] = info.Label;
            info = info with
            {
                Flags = (info.Flags | (nuint)ExtraTokenFlags) & ~(nuint)MissingTokenFlags,
                MaxSessionCount = (nuint)(MaxSessionCount ?? info.MaxSessionCount),
            };
        }

        return code;
    }

    Ckr ICryptoki.InitToken(nuint slot, ReadOnlySpan<byte> pin, ReadOnlySpan<byte> label) =>
        Fault("C_InitToken") ?? Real.InitToken(slot, pin, label);

    Ckr ICryptoki.InitPin(nuint session, ReadOnlySpan<byte> pin) =>
        Fault("C_InitPIN", session) ?? Real.InitPin(session, pin);

    Ckr ICryptoki.OpenSession(nuint slot, nuint flags, out nuint session)
    {
        session = 0;
        var code = Fault("C_OpenSession", 0, slot) ?? Real.OpenSession(slot, flags, out session);
        if (code == Ckr.Ok)
        {
            _tokenOfSession[session] = _tokenOfSlot.GetValueOrDefault(slot, "");
        }

        return code;
    }

    Ckr ICryptoki.CloseSession(nuint session) => Fault("C_CloseSession", session) ?? Real.CloseSession(session);

    Ckr ICryptoki.GetSessionInfo(nuint session, out CkSessionInfo info)
    {
        info = default;
        return Fault("C_GetSessionInfo", session) ?? Real.GetSessionInfo(session, out info);
    }

    Ckr ICryptoki.Login(nuint session, nuint user, ReadOnlySpan<byte> pin) =>
        Fault("C_Login", session) ?? Real.Login(session, user, pin);

    Ckr ICryptoki.Logout(nuint session) => Fault("C_Logout", session) ?? Real.Logout(session);

    Ckr ICryptoki.DestroyObject(nuint session, nuint handle) =>
        Fault("C_DestroyObject", session) ?? Real.DestroyObject(session, handle);

    Ckr ICryptoki.GetAttributeValue(nuint session, nuint handle, nuint type, Span<byte> value, out int length)
    {
        length = 0;
        return Fault("C_GetAttributeValue", session)
            ?? Real.GetAttributeValue(session, handle, type, value, out length);
    }

    Ckr ICryptoki.FindObjectsInit(nuint session, ReadOnlySpan<AttributeValue> template) =>
        Fault("C_FindObjectsInit", session) ?? Real.FindObjectsInit(session, template);

    Ckr ICryptoki.FindObjects(nuint session, Span<nuint> handles, out int found)
    {
        found = 0;
        return Fault("C_FindObjects", session) ?? Real.FindObjects(session, handles, out found);
    }

    Ckr ICryptoki.FindObjectsFinal(nuint session) =>
        Fault("C_FindObjectsFinal", session) ?? Real.FindObjectsFinal(session);

    Ckr ICryptoki.GenerateKeyPair(
        nuint session,
        nuint mechanism,
        ReadOnlySpan<AttributeValue> publicTemplate,
        ReadOnlySpan<AttributeValue> privateTemplate,
        out nuint publicKey,
        out nuint privateKey
    )
    {
        (publicKey, privateKey) = (0, 0);
        return Fault("C_GenerateKeyPair", session)
            ?? Real.GenerateKeyPair(session, mechanism, publicTemplate, privateTemplate, out publicKey, out privateKey);
    }

    Ckr ICryptoki.SignInit(nuint session, nuint mechanism, CkRsaPkcsPssParams? parameters, nuint key) =>
        Fault("C_SignInit", session) ?? Real.SignInit(session, mechanism, parameters, key);

    Ckr ICryptoki.Sign(nuint session, ReadOnlySpan<byte> data, Span<byte> signature, out int written)
    {
        written = 0;
        var fault = Fault("C_Sign", session);
        if (fault is { } code)
        {
            // A failed C_Sign ends the operation in a real module; end it here too, or the next C_SignInit meets an active one.
            Real.Sign(session, data, signature, out _);
            return code;
        }

        return Real.Sign(session, data, signature, out written);
    }

    private ICryptoki Real => _real ?? throw new InvalidOperationException("not opened");

    private Ckr? Fault(string function, nuint session = 0, nuint? slot = null)
    {
        var number = _counts.AddOrUpdate(function, 1, (_, count) => count + 1);
        var token = slot is { } known
            ? _tokenOfSlot.GetValueOrDefault(known)
            : _tokenOfSession.GetValueOrDefault(session);
        var call = new CryptokiCall(function, number, session, token, Environment.CurrentManagedThreadId);
        _history.Enqueue(call);
        return _rules.TryGetValue(function, out var rule) && rule(call) is { } code ? (Ckr)code : null;
    }
}
