// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pkcs11;

/// <summary>A session as its queue sees it.</summary>
internal sealed class SessionTurn
{
    private volatile bool _isStopping;

    /// <summary>It takes no more jobs.</summary>
    public bool IsStopping => _isStopping;

    /// <summary>The type of key that it signs with now; owned by the queue.</summary>
    public KeyFamily? Family { get; set; }

    /// <summary>Asks it to end; the queue has to be woken.</summary>
    public void Stop() => _isStopping = true;
}
