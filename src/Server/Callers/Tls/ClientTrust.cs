// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;

namespace HocBaSo.Signing.Server.Callers.Tls;

/// <summary>The newest anchors and CRLs, as one snapshot.</summary>
internal sealed class ClientTrust
{
    private readonly ReloadedFiles<IReadOnlyList<X509Certificate2>> _anchors;
    private readonly ReloadedFiles<ClientCrls>? _crls;
    private ClientTrustSnapshot _current;

    /// <summary>Over files that have been read.</summary>
    public ClientTrust(ReloadedFiles<IReadOnlyList<X509Certificate2>> anchors, ReloadedFiles<ClientCrls>? crls)
    {
        (_anchors, _crls) = (anchors, crls);
        _current = Snapshot();
    }

    public ClientTrustSnapshot Current => Volatile.Read(ref _current);

    /// <summary>Takes over what the files say now: verdicts made before fall.</summary>
    public void Renew() => Volatile.Write(ref _current, Snapshot());

    private ClientTrustSnapshot Snapshot() => new(_anchors.Current, _crls?.Current.Evidence);
}
