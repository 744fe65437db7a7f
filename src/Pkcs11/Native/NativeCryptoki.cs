// SPDX-License-Identifier: Apache-2.0
using System.Runtime.InteropServices;
using System.Text;

namespace HocBaSo.Signing.Pkcs11;

/// <summary>Calls a loaded module through its function list. Holds no state but the list, so every thread may use it.</summary>
internal sealed unsafe class NativeCryptoki : ICryptoki
{
    private const int MaximumSlotListTries = 4;
    private readonly void** _functions;

    // SoftHSM 2.6.1 adds an empty slot inside C_GetSlotList without a lock: two threads at once abort the whole process
    // (assertion in SlotManager::insertToken). C_Initialize isn't for two threads either. Rare calls, so every module gets them
    // one at a time.
    private readonly Lock _rareCalls = new();

    private NativeCryptoki(void** functions) => _functions = functions;

    /// <summary>Asks a loaded library for its function list.</summary>
    /// <exception cref="Pkcs11Exception">The library is no PKCS#11 module of version 2.</exception>
    public static NativeCryptoki FromLibrary(nint library)
    {
        if (!NativeLibrary.TryGetExport(library, "C_GetFunctionList", out var export))
        {
            throw new Pkcs11Exception("the library has no C_GetFunctionList");
        }

        CkVersion* list;
        var code = (Ckr)(uint)((delegate* unmanaged[Cdecl]<CkVersion**, nuint>)export)(&list);
        Pkcs11Exception.ThrowIfFailed(code, "C_GetFunctionList");
        if (list is null || list->Major != 2)
        {
            throw new Pkcs11Exception("the module's function list isn't of version 2");
        }

        // CK_VERSION is two octets, the first pointer stands at the next pointer boundary.
        return new NativeCryptoki((void**)((byte*)list + sizeof(void*)));
    }

    public Ckr Initialize(string? parameters)
    {
        var octets = parameters is null ? null : Encoding.UTF8.GetBytes(parameters + '\0');
        using var turn = _rareCalls.EnterScope();
        fixed (byte* library = octets)
        {
            var arguments = new CkInitializeArgs { Flags = Ck.OsLockingOk, LibraryParameters = library };
            return Result(
                ((delegate* unmanaged[Cdecl]<CkInitializeArgs*, nuint>)At(FunctionIndex.Initialize))(&arguments)
            );
        }
    }

    public Ckr GetSlotList(bool tokenPresent, out nuint[] slots)
    {
        var function = (delegate* unmanaged[Cdecl]<byte, nuint*, nuint*, nuint>)At(FunctionIndex.GetSlotList);
        var present = tokenPresent ? (byte)1 : (byte)0;
        using var turn = _rareCalls.EnterScope();
        Ckr code;
        var tries = 0;
        do
        {
            nuint count;
            slots = [];
            code = Result(function(present, null, &count));
            if (code != Ckr.Ok || count == 0)
            {
                return code;
            }

            var found = new nuint[(int)count];
            fixed (nuint* target = found)
            {
                code = Result(function(present, target, &count));
            }

            slots = code == Ckr.Ok ? found[..(int)count] : [];

            // A token that appears between the two calls makes the list too long for its buffer.
        } while (code == Ckr.BufferTooSmall && ++tries < MaximumSlotListTries);

        return code;
    }

    public Ckr GetTokenInfo(nuint slot, out TokenInfo? info)
    {
        CkTokenInfo native;
        var code = Result(
            ((delegate* unmanaged[Cdecl]<nuint, CkTokenInfo*, nuint>)At(FunctionIndex.GetTokenInfo))(slot, &native)
        );
        info =
            code != Ckr.Ok
                ? null
                : new TokenInfo(
                    Text(native.Label, 32),
                    Text(native.ManufacturerId, 32),
                    Text(native.Model, 16),
                    Text(native.SerialNumber, 16),
                    native.Flags,
                    native.MaxSessionCount
                );
        return code;
    }

    public Ckr InitToken(nuint slot, ReadOnlySpan<byte> pin, ReadOnlySpan<byte> label)
    {
        using var turn = _rareCalls.EnterScope();
        fixed (byte* pinOctets = pin)
        fixed (byte* labelOctets = label)
        {
            return Result(
                ((delegate* unmanaged[Cdecl]<nuint, byte*, nuint, byte*, nuint>)At(FunctionIndex.InitToken))(
                    slot,
                    pinOctets,
                    (nuint)pin.Length,
                    labelOctets
                )
            );
        }
    }

    public Ckr InitPin(nuint session, ReadOnlySpan<byte> pin)
    {
        fixed (byte* octets = pin)
        {
            return Result(
                ((delegate* unmanaged[Cdecl]<nuint, byte*, nuint, nuint>)At(FunctionIndex.InitPin))(
                    session,
                    octets,
                    (nuint)pin.Length
                )
            );
        }
    }

    public Ckr OpenSession(nuint slot, nuint flags, out nuint session)
    {
        nuint handle = 0;
        var code = Result(
            ((delegate* unmanaged[Cdecl]<nuint, nuint, void*, void*, nuint*, nuint>)At(FunctionIndex.OpenSession))(
                slot,
                flags,
                null,
                null,
                &handle
            )
        );
        session = handle;
        return code;
    }

    public Ckr CloseSession(nuint session) =>
        Result(((delegate* unmanaged[Cdecl]<nuint, nuint>)At(FunctionIndex.CloseSession))(session));

    public Ckr GetSessionInfo(nuint session, out CkSessionInfo info)
    {
        CkSessionInfo native = default;
        var code = Result(
            ((delegate* unmanaged[Cdecl]<nuint, CkSessionInfo*, nuint>)At(FunctionIndex.GetSessionInfo))(
                session,
                &native
            )
        );
        info = native;
        return code;
    }

    public Ckr Login(nuint session, nuint user, ReadOnlySpan<byte> pin)
    {
        fixed (byte* octets = pin)
        {
            return Result(
                ((delegate* unmanaged[Cdecl]<nuint, nuint, byte*, nuint, nuint>)At(FunctionIndex.Login))(
                    session,
                    user,
                    octets,
                    (nuint)pin.Length
                )
            );
        }
    }

    public Ckr Logout(nuint session) =>
        Result(((delegate* unmanaged[Cdecl]<nuint, nuint>)At(FunctionIndex.Logout))(session));

    public Ckr DestroyObject(nuint session, nuint handle) =>
        Result(((delegate* unmanaged[Cdecl]<nuint, nuint, nuint>)At(FunctionIndex.DestroyObject))(session, handle));

    public Ckr GetAttributeValue(nuint session, nuint handle, nuint type, Span<byte> value, out int length)
    {
        fixed (byte* target = value)
        {
            var attribute = new CkAttribute
            {
                Type = type,
                Value = target,
                ValueLen = (nuint)value.Length,
            };
            var code = Result(
                (
                    (delegate* unmanaged[Cdecl]<nuint, nuint, CkAttribute*, nuint, nuint>)At(
                        FunctionIndex.GetAttributeValue
                    )
                )(session, handle, &attribute, 1)
            );
            length = code != Ckr.Ok || attribute.ValueLen > int.MaxValue ? 0 : (int)attribute.ValueLen;
            return code;
        }
    }

    public Ckr FindObjectsInit(nuint session, ReadOnlySpan<AttributeValue> template)
    {
        using var native = new NativeTemplate(template);
        return Result(
            ((delegate* unmanaged[Cdecl]<nuint, CkAttribute*, nuint, nuint>)At(FunctionIndex.FindObjectsInit))(
                session,
                native.Attributes,
                native.Count
            )
        );
    }

    public Ckr FindObjects(nuint session, Span<nuint> handles, out int found)
    {
        fixed (nuint* target = handles)
        {
            nuint count = 0;
            var code = Result(
                ((delegate* unmanaged[Cdecl]<nuint, nuint*, nuint, nuint*, nuint>)At(FunctionIndex.FindObjects))(
                    session,
                    target,
                    (nuint)handles.Length,
                    &count
                )
            );
            found = code == Ckr.Ok ? (int)count : 0;
            return code;
        }
    }

    public Ckr FindObjectsFinal(nuint session) =>
        Result(((delegate* unmanaged[Cdecl]<nuint, nuint>)At(FunctionIndex.FindObjectsFinal))(session));

    public Ckr GenerateKeyPair(
        nuint session,
        nuint mechanism,
        ReadOnlySpan<AttributeValue> publicTemplate,
        ReadOnlySpan<AttributeValue> privateTemplate,
        out nuint publicKey,
        out nuint privateKey
    )
    {
        using var forPublic = new NativeTemplate(publicTemplate);
        using var forPrivate = new NativeTemplate(privateTemplate);
        var native = new CkMechanism { Mechanism = mechanism };
        nuint publicHandle = 0;
        nuint privateHandle = 0;
        var code = Result(
            (
                (delegate* unmanaged[Cdecl]<
                    nuint,
                    CkMechanism*,
                    CkAttribute*,
                    nuint,
                    CkAttribute*,
                    nuint,
                    nuint*,
                    nuint*,
                    nuint>)At(FunctionIndex.GenerateKeyPair)
            )(
                session,
                &native,
                forPublic.Attributes,
                forPublic.Count,
                forPrivate.Attributes,
                forPrivate.Count,
                &publicHandle,
                &privateHandle
            )
        );
        publicKey = publicHandle;
        privateKey = privateHandle;
        return code;
    }

    public Ckr SignInit(nuint session, nuint mechanism, CkRsaPkcsPssParams? parameters, nuint key)
    {
        var pss = parameters.GetValueOrDefault();
        var native = new CkMechanism { Mechanism = mechanism };
        if (parameters.HasValue)
        {
            native.Parameter = &pss;
            native.ParameterLen = (nuint)sizeof(CkRsaPkcsPssParams);
        }

        return Result(
            ((delegate* unmanaged[Cdecl]<nuint, CkMechanism*, nuint, nuint>)At(FunctionIndex.SignInit))(
                session,
                &native,
                key
            )
        );
    }

    public Ckr Sign(nuint session, ReadOnlySpan<byte> data, Span<byte> signature, out int written)
    {
        fixed (byte* source = data)
        fixed (byte* target = signature)
        {
            var length = (nuint)signature.Length;
            var code = Result(
                ((delegate* unmanaged[Cdecl]<nuint, byte*, nuint, byte*, nuint*, nuint>)At(FunctionIndex.Sign))(
                    session,
                    source,
                    (nuint)data.Length,
                    target,
                    &length
                )
            );
            written = code == Ckr.Ok ? (int)length : 0;
            return code;
        }
    }

    private static Ckr Result(nuint code) => (Ckr)(uint)code;

    private static string Text(byte* octets, int length) =>
        Encoding.UTF8.GetString(new ReadOnlySpan<byte>(octets, length)).TrimEnd(' ', '\0');

    private void* At(FunctionIndex index) => _functions[(int)index];
}
