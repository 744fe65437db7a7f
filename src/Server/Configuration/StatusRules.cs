// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pki;

namespace HocBaSo.Signing.Server.Configuration;

/// <summary>What the settings of certificate status have to be.</summary>
internal static class StatusRules
{
    private const int Week = 604_800;

    public static void Check(SigningServerOptions options, ErrorList errors)
    {
        CheckPeriods(options.CertificateStatus, errors);
        for (var i = 0; i < options.Identities.Count; i++)
        {
            var (status, path) = (options.Identities[i].Status, $"identities[{i}].status");
            CheckUrl(options, status.Ocsp, path + ".ocsp", errors);
            CheckUrl(options, status.Crl, path + ".crl", errors);
        }
        CheckBuiltIn(options, errors);
    }

    /// <summary>From the words of the file, and what the certificate says itself, to settings of an identity.</summary>
    /// <param name="options">The file's words.</param>
    /// <param name="certificate">Where the certificate says that its status is told.</param>
    /// <param name="hasIssuer">Whether the issuer is among the configured certificates.</param>
    /// <param name="path">Of the identity.</param>
    /// <param name="errors">Where it is noted that a policy can't be kept.</param>
    public static CertificateStatusSettings SettingsOf(
        IdentityStatusOptions options,
        StatusPointers certificate,
        bool hasIssuer,
        string path,
        ErrorList errors
    )
    {
        var hasUrl = options.Ocsp is not null || options.Crl is not null || !certificate.IsEmpty;
        var policy = options.Policy ?? (hasUrl ? CertificateStatusPolicy.WarnWhenUnknown : CertificateStatusPolicy.Off);
        if (options.Policy is not null and not CertificateStatusPolicy.Off)
        {
            errors.Require(hasUrl, path + ".status", "has no URL to ask, and neither has the certificate");
            errors.Require(
                hasIssuer,
                path + ".certificates",
                "lacks the issuer, who is not among the tenant's signerAnchors either: its status can't be checked"
            );
        }
        return new CertificateStatusSettings
        {
            Policy = policy,
            OcspUrl = UrlOf(options.Ocsp, BuiltInStatus.Ocsp),
            CrlUrl = UrlOf(options.Crl, BuiltInStatus.Crl),
        };
    }

    private static Uri? UrlOf(string? text, Uri builtIn) =>
        text == IdentityStatusOptions.BuiltIn ? builtIn
        : Uri.TryCreate(text, UriKind.Absolute, out var url) ? url
        : null;

    private static void CheckPeriods(StatusOptions status, ErrorList errors)
    {
        Range(status.TimeoutMilliseconds, 100, 60_000, "timeoutMilliseconds");
        Range(status.MaxWaitMilliseconds, 100, 60_000, "maxWaitMilliseconds");
        Range(status.MaxAgeSeconds, 1, Week, "maxAgeSeconds");
        Range(status.MaxKeepSeconds, 1, Week, "maxKeepSeconds");
        Range(status.BackOffMilliseconds, 100, 60_000, "backOffMilliseconds");
        errors.Require(
            !(status.RequireNonce && status.OcspByGet),
            "certificateStatus.nonce",
            "is required, but GET carries none"
        );

        void Range(int value, int low, int high, string name) =>
            errors.Require(
                value >= low && value <= high,
                "certificateStatus." + name,
                $"is not within {low} to {high}"
            );
    }

    private static void CheckUrl(SigningServerOptions options, string? text, string path, ErrorList errors)
    {
        if (text == IdentityStatusOptions.BuiltIn)
        {
            errors.Require(
                options.BuiltInStatusResponder is not null,
                path,
                "is built-in, but builtInStatusResponder is missing"
            );
            return;
        }
        errors.Require(
            text is null
                || (
                    Uri.TryCreate(text, UriKind.Absolute, out var url)
                    && url.Scheme is "http" or "https"
                    && url.UserInfo.Length == 0
                ),
            path,
            "is neither an http or https URL nor 'built-in'"
        );
    }

    private static void CheckBuiltIn(SigningServerOptions options, ErrorList errors)
    {
        if (options.BuiltInStatusResponder is not { } builtIn)
        {
            return;
        }
        OptionsRules.RequireDevelopment(options, "builtInStatusResponder", errors);
        IdentityRules.CheckKey(builtIn.Key, "builtInStatusResponder.key", errors);
        errors.Require(
            builtIn.ValiditySeconds is >= 1 and <= Week,
            "builtInStatusResponder.validitySeconds",
            $"is not within 1 to {Week}"
        );
    }
}
