// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Configuration;

/// <summary>What the time-stamping authorities have to be.</summary>
internal static class TimestampRules
{
    public static void Check(SigningServerOptions options, ErrorList errors)
    {
        var authorities = options.TimestampAuthorities;
        errors.Require(
            authorities.Count > 0 || !options.SignatureLevels.Values.Contains(SignatureLevel.BaselineT),
            "timestampAuthorities",
            "names none, but signatureLevels asks for level T"
        );
        for (var i = 0; i < authorities.Count; i++)
        {
            var (authority, path) = (authorities[i], $"timestampAuthorities[{i}]");
            errors.Require(OptionsRules.IsName(authority.Name), path + ".name", OptionsRules.NameRule);
            errors.Require(!authorities.Take(i).Any(a => a.Name == authority.Name), path + ".name", "is there twice");
            CheckUrl(options, authority, path + ".url", errors);
            errors.Require(
                authority.TimeoutMilliseconds is >= 100 and <= 60_000,
                path + ".timeoutMilliseconds",
                "is not within 100 to 60000"
            );
            errors.Require(authority.Policy is null || IsOid(authority.Policy), path + ".policy", OidRule);
        }
        CheckBuiltIn(options, errors);
    }

    private const string OidRule = "is not a dotted object identifier";

    private static void CheckUrl(
        SigningServerOptions options,
        TimestampAuthorityEntry authority,
        string path,
        ErrorList errors
    )
    {
        if (authority.Url == TimestampAuthorityEntry.BuiltIn)
        {
            errors.Require(
                options.BuiltInTimestampAuthority is not null,
                path,
                "is built-in, but builtInTimestampAuthority is missing"
            );
            return;
        }
        errors.Require(
            Uri.TryCreate(authority.Url, UriKind.Absolute, out var url) && (url.Scheme is "http" or "https"),
            path,
            "is neither an http or https URL nor 'built-in'"
        );
    }

    private static void CheckBuiltIn(SigningServerOptions options, ErrorList errors)
    {
        if (options.BuiltInTimestampAuthority is not { } builtIn)
        {
            return;
        }
        OptionsRules.RequireDevelopment(options, "builtInTimestampAuthority", errors);
        IdentityRules.CheckKey(builtIn.Key, "builtInTimestampAuthority.key", errors);
        errors.Require(builtIn.Policy is null || IsOid(builtIn.Policy), "builtInTimestampAuthority.policy", OidRule);
    }

    private static bool IsOid(string text)
    {
        var arcs = text.Split('.');
        return arcs.Length >= 2 && arcs.All(static arc => arc.Length is > 0 and <= 20 && arc.All(char.IsAsciiDigit));
    }
}
