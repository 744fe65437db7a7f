// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using Microsoft.AspNetCore.Http;

namespace HocBaSo.Signing.Server.Callers;

/// <summary>Tells who makes a call.</summary>
internal interface ICallerSource
{
    /// <summary>The caller.</summary>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.Unauthenticated"/>: one sentence says why.</exception>
    Caller Identify(HttpContext http);

    /// <summary>What the call came with, for the journal: the SHA-256 of a certificate in hex; empty for nothing.</summary>
    string EvidenceOf(HttpContext http);

    /// <summary>True where the pages of HTTP (health, and what is built in for development) are served besides calls.</summary>
    bool ServesPages(HttpContext http);
}
