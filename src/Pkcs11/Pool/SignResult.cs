// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pkcs11;

/// <summary>What came of one try.</summary>
internal readonly record struct SignResult(Ckr Code, byte[] Signature, SignFinding Finding)
{
    public static SignResult Absent { get; } = new(Ckr.Ok, [], SignFinding.KeyAbsent);

    public static SignResult Ambiguous { get; } = new(Ckr.Ok, [], SignFinding.KeyAmbiguous);

    public static SignResult Of(Ckr code) => new(code, [], SignFinding.Tried);
}
