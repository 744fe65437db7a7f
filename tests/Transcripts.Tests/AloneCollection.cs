// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts.Tests;

/// <summary>Tests of what work costs: while another test starts, the runtime puts off the optimizing of all code.</summary>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
public sealed class AloneCollection;
