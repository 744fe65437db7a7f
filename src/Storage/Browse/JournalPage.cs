// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Storage;

/// <summary>A page of a search.</summary>
/// <param name="Rows">By sequence.</param>
/// <param name="Next">What to give as <see cref="JournalSearch.After"/> for the next page; null when this was the last.</param>
public sealed record JournalPage(IReadOnlyList<JournalRow> Rows, long? Next);
