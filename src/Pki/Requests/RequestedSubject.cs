// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pki;

/// <summary>
/// The subject of a certification request. Null or empty leaves an attribute out; values are taken as they are, in UTF8String
/// where RFC 5280 A.1 allows it. Lengths are upper bounds of RFC 5280 A.1 (X.520), in characters. Written in the order in which
/// the attributes are named here.
/// </summary>
public sealed record RequestedSubject
{
    /// <summary>C: two capital letters (ISO 3166). Default VN.</summary>
    public string? Country { get; init; } = "VN";

    /// <summary>ST: province or city; at most 128.</summary>
    public string? StateOrProvince { get; init; }

    /// <summary>L: at most 128.</summary>
    public string? Locality { get; init; }

    /// <summary>O: the school; at most 64.</summary>
    public string? Organization { get; init; }

    /// <summary>OU: departments, outermost first; at most 8, each at most 64.</summary>
    public IReadOnlyList<string> OrganizationalUnits { get; init; } = [];

    /// <summary>T: the office held; at most 64.</summary>
    public string? Title { get; init; }

    /// <summary>CN: the full name of the person or organisation; at most 64. Required.</summary>
    public required string CommonName { get; init; }

    /// <summary>serialNumber (2.5.4.5): what tells namesakes apart; PrintableString, at most 64.</summary>
    public string? SerialNumber { get; init; }

    /// <summary>UID (0.9.2342.19200300.100.1.1, RFC 4519 §2.39), as Vietnamese authorities write it: <c>CCCD:…</c>, <c>MST:…</c>; at most 256.</summary>
    public string? UserId { get; init; }

    /// <summary>emailAddress (PKCS#9), ASCII; at most 255. New requests name it in the alternative names instead.</summary>
    public string? EmailAddress { get; init; }
}
