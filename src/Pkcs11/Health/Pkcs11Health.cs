// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pkcs11;

/// <summary>How the HSM is, at one moment.</summary>
/// <param name="Tokens">One entry per configured token, in order.</param>
/// <param name="Waiting">Signatures that wait in the queue.</param>
public sealed record Pkcs11Health(IReadOnlyList<TokenHealth> Tokens, int Waiting)
{
    /// <summary>At least one token signs.</summary>
    public bool CanSign => Tokens.Any(token => token.State == TokenState.Ready);

    /// <summary>Every token signs.</summary>
    public bool IsComplete => Tokens.All(token => token.State == TokenState.Ready);
}
