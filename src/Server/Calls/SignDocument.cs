// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Calls;

/// <summary>The way of one document (<c>SigningPipeline.SignAsync</c>): all that the services see of it.</summary>
internal delegate Task<SigningResult> SignDocument(SigningRequest request, CancellationToken cancellationToken);
