// SPDX-License-Identifier: Apache-2.0
using System.Text;

namespace HocBaSo.Signing.Pkcs11;

/// <summary>The standard's own spelling of a return code, for logs and health.</summary>
internal static class CkrNames
{
    /// <summary><c>CKR_PIN_INCORRECT</c>; a code that the standard doesn't know as <c>CKR_0x80000001</c>.</summary>
    public static string Name(this Ckr code)
    {
        if (code == Ckr.Ok)
        {
            return "CKR_OK"; // Told of every signature.
        }

        if (!Enum.IsDefined(code))
        {
            return $"CKR_0x{(uint)code:X8}";
        }

        var name = new StringBuilder("CKR");
        foreach (var letter in code.ToString())
        {
            if (char.IsUpper(letter))
            {
                name.Append('_');
            }

            name.Append(char.ToUpperInvariant(letter));
        }

        return name.ToString();
    }
}
