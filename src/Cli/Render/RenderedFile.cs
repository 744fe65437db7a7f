// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli;

/// <summary>A PDF that <c>hbs render</c> wrote.</summary>
/// <param name="Path">The file.</param>
/// <param name="Form">The form.</param>
/// <param name="Pages">How many pages.</param>
/// <param name="IsDraft">True when the pages bear the mark of a draft.</param>
/// <param name="Warnings">What a person should know.</param>
internal sealed record RenderedFile(string Path, string Form, int Pages, bool IsDraft, IReadOnlyList<string> Warnings);
