// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pkcs11;

/// <summary>A PKCS#11 call that failed, for set-up, administration and logs. Never carries a PIN or key material.</summary>
public sealed class Pkcs11Exception : Exception
{
    internal Pkcs11Exception(string message)
        : base(message) => Code = Ckr.GeneralError;

    internal Pkcs11Exception(Ckr code, string function)
        : base($"{function} answered {code.Name()}") => Code = code;

    /// <summary>The code's name in the standard, such as <c>CKR_PIN_INCORRECT</c>.</summary>
    public string CodeName => Code.Name();

    internal Ckr Code { get; }

    internal static void ThrowIfFailed(Ckr code, string function)
    {
        if (code != Ckr.Ok)
        {
            throw new Pkcs11Exception(code, function);
        }
    }
}
