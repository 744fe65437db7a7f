// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pkcs11;

namespace HocBaSo.Signing.Server.Health;

/// <summary>At least one token is reachable and logged in; the signer itself looks at idle tokens every few seconds.</summary>
internal sealed class TokenProbe(Pkcs11DigestSigner signer) : IHealthProbe
{
    public string Name => "hsm";

    public ValueTask<PartHealth> CheckAsync(CancellationToken cancellationToken)
    {
        var health = signer.Health;
        var detail = string.Join(", ", health.Tokens.Select(static token => $"{token.Name}: {token.State}"));
        return ValueTask.FromResult(new PartHealth(health.CanSign, detail));
    }
}
