// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Storage;

/// <summary>Which rows an archive holds.</summary>
internal sealed record ArchivedRows(long FirstSequence, long LastSequence);
