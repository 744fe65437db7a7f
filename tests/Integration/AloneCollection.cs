// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Integration;

/// <summary>Tests that measure the process: nothing else runs beside them.</summary>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
public sealed class AloneCollection;
