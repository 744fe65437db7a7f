// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli;

/// <summary>What became of the files of <c>hbs render</c>.</summary>
/// <param name="Rendered">The PDFs that were written.</param>
/// <param name="Failures">The others, each with its reason.</param>
internal sealed record RenderOutcome(IReadOnlyList<RenderedFile> Rendered, IReadOnlyList<BatchFailure> Failures);
