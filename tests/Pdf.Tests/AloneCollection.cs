// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Tests;

[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
public sealed class AloneCollection;
