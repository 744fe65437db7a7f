// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Storage;

/// <summary>An intent without outcome: the node stopped in between.</summary>
/// <param name="Sequence">Its row.</param>
/// <param name="RecordedAt">When it was recorded, UTC.</param>
/// <param name="Request">Which request.</param>
/// <param name="Attempt">Which attempt.</param>
/// <param name="Step">Which step.</param>
/// <param name="IdentityId">The identity; empty for a document timestamp.</param>
public sealed record OpenIntent(
    long Sequence,
    DateTimeOffset RecordedAt,
    RequestKey Request,
    int Attempt,
    int Step,
    string IdentityId
);
