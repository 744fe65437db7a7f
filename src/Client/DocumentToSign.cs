// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Client;

/// <summary>A document of a batch, or to be verified in one.</summary>
/// <param name="Id">1 to 128 printable ASCII characters without spaces, unique within the batch: a file name, a look-up code.</param>
/// <param name="Content">The document; not copied, so it must stay unchanged until its result has come.</param>
/// <param name="Format">The format; may stay unspecified where documents are only verified.</param>
public sealed record DocumentToSign(
    string Id,
    ReadOnlyMemory<byte> Content,
    DocumentFormat Format = DocumentFormat.Xml
);
