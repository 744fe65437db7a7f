// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Configuration;

namespace HocBaSo.Signing.Server.Hosting;

/// <summary>The formats that are signed and verified here, and the kinds of documents that are known.</summary>
internal sealed record DocumentParts(
    IReadOnlyList<IDocumentFormat> Formats,
    IReadOnlyList<IDocumentVerifier> Verifiers,
    IReadOnlyList<IDocumentProfile> Profiles
)
{
    public static DocumentParts Load(SigningServerOptions options, ErrorList errors)
    {
        _ = options;
        _ = errors;
        return new DocumentParts([], [], []);
    }
}
