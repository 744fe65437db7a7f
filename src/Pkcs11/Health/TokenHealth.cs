// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pkcs11;

/// <summary>How one token is, at one moment.</summary>
/// <param name="Name">The token's configured label, serial or slot.</param>
/// <param name="State">What it is doing.</param>
/// <param name="Reachable">The module answers and the token is in its slot.</param>
/// <param name="LoggedIn">The user is logged in.</param>
/// <param name="Sessions">Sessions that sign, without the anchor.</param>
/// <param name="Reason">Why it isn't ready, for operators; null when it is. No PIN, no key.</param>
/// <param name="Since">When this state began.</param>
public sealed record TokenHealth(
    string Name,
    TokenState State,
    bool Reachable,
    bool LoggedIn,
    int Sessions,
    string? Reason,
    DateTimeOffset Since
);
