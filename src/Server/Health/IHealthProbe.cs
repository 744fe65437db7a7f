// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server.Health;

/// <summary>Tells how one part that signing needs is. Real: it looks at the part, now or a short while ago.</summary>
internal interface IHealthProbe
{
    /// <summary>The part's name: <c>hsm</c>, <c>tsa</c>, <c>journal</c>, <c>status</c>.</summary>
    string Name { get; }

    /// <summary>True for a part without which most of the signing goes on: it is told about, the server serves nevertheless.</summary>
    bool IsAdvisory => false;

    /// <summary>Never throws; within seconds.</summary>
    ValueTask<PartHealth> CheckAsync(CancellationToken cancellationToken);
}
