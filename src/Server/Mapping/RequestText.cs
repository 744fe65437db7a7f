// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Mapping;

/// <summary>The rules for texts in requests; each failure names its field.</summary>
internal static class RequestText
{
    public const int MaxIdLength = 128;
    public const int MaxBatchIdLength = 64;
    public const int MaxIdentityLength = 64;
    public const int MaxNameLength = 200;

    /// <summary>Empty, or at most 128 printable ASCII characters without spaces.</summary>
    public static void RequireRequestId(string id, string field) =>
        Require(
            id.Length <= MaxIdLength && id.All(static c => c is > ' ' and <= '~'),
            "A request id has at most 128 printable ASCII characters without spaces.",
            field
        );

    /// <summary>Empty, or at most 64 printable ASCII characters without '/'.</summary>
    public static void RequireBatchId(string id, string field) =>
        Require(
            id.Length <= MaxBatchIdLength && id.All(static c => c is > ' ' and <= '~' and not '/'),
            "A batch id has at most 64 printable ASCII characters, without spaces and '/'.",
            field
        );

    /// <summary>1 to 128 printable ASCII characters without spaces.</summary>
    public static bool IsItemId(string id) =>
        id.Length is > 0 and <= MaxIdLength && id.All(static c => c is > ' ' and <= '~');

    /// <summary>What is told of an id that may be too long: its first 128 characters, without half a one.</summary>
    public static string Clip(string id) =>
        id.Length <= MaxIdLength ? id
        : char.IsHighSurrogate(id[MaxIdLength - 1]) ? id[..(MaxIdLength - 1)]
        : id[..MaxIdLength];

    /// <summary>1 to 64 letters, digits, '.', '-', '_'.</summary>
    public static bool IsIdentityName(string name) =>
        name.Length is > 0 and <= MaxIdentityLength
        && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');

    /// <summary>A person's name: it goes into signed XML as <c>…;on_behalf_of=NAME</c>, so no control character and no ';'.</summary>
    public static void RequirePersonName(string name, string field) =>
        Require(
            name.Length <= MaxNameLength
                && !string.IsNullOrWhiteSpace(name)
                && !name.Any(static c => char.IsControl(c) || c is ';' or '\uFFFE' or '\uFFFF'),
            "A name has at most 200 characters, none of them a control character or ';'.",
            field
        );

    public static void Require(bool condition, string message, string field)
    {
        if (!condition)
        {
            throw new SigningException(SigningErrorKind.InvalidRequest, message, field);
        }
    }
}
