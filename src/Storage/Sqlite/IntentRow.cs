// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Storage;

/// <summary>The row of an intent that an outcome is of.</summary>
/// <param name="Sequence">Its place.</param>
/// <param name="Key">Whose use is counted; null for a document timestamp.</param>
/// <param name="HasDigest">Whether it says what is signed; where it can't yet, the outcome does.</param>
internal readonly record struct IntentRow(long Sequence, KeyName? Key, bool HasDigest);
