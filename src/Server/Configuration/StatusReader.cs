// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Configuration;

/// <summary>Reads the members of the file that are about certificate status.</summary>
internal static class StatusReader
{
    public static StatusOptions Read(ConfigurationNode node)
    {
        var fallback = new StatusOptions();
        node.AllowOnly(
            "order",
            "ocspMethod",
            "certIdDigest",
            "nonce",
            "timeoutMilliseconds",
            "maxWaitMilliseconds",
            "maxAgeSeconds",
            "maxKeepSeconds",
            "backOffMilliseconds",
            "allowPrivateAddresses",
            "allowedHosts",
            "checkIssuers"
        );
        return new StatusOptions
        {
            CrlFirst = node.Choice("order", false, ("ocsp", false), ("crl", true)),
            OcspByGet = node.Choice("ocspMethod", false, ("post", false), ("get", true)),
            CertIdBySha256 = node.Choice("certIdDigest", false, ("sha1", false), ("sha256", true)),
            RequireNonce = node.Choice("nonce", false, ("offered", false), ("required", true)),
            TimeoutMilliseconds = node.Number("timeoutMilliseconds", fallback.TimeoutMilliseconds),
            MaxWaitMilliseconds = node.Number("maxWaitMilliseconds", fallback.MaxWaitMilliseconds),
            MaxAgeSeconds = node.Number("maxAgeSeconds", fallback.MaxAgeSeconds),
            MaxKeepSeconds = node.Number("maxKeepSeconds", fallback.MaxKeepSeconds),
            BackOffMilliseconds = node.Number("backOffMilliseconds", fallback.BackOffMilliseconds),
            AllowPrivateAddresses = node.Choice("allowPrivateAddresses", false, ("false", false), ("true", true)),
            AllowedHosts = node.Texts("allowedHosts"),
            CheckIssuers = node.Choice("checkIssuers", true, ("true", true), ("false", false)),
        };
    }

    public static IdentityStatusOptions Identity(ConfigurationNode node)
    {
        node.AllowOnly("policy", "ocsp", "crl");
        return new IdentityStatusOptions
        {
            Policy = node.Choice<CertificateStatusPolicy?>(
                "policy",
                null,
                ("off", CertificateStatusPolicy.Off),
                ("warn", CertificateStatusPolicy.WarnWhenUnknown),
                ("refuse", CertificateStatusPolicy.RefuseWhenUnknown)
            ),
            Ocsp = node.Text("ocsp"),
            Crl = node.Text("crl"),
        };
    }

    public static BuiltInStatusResponder BuiltIn(ConfigurationNode node)
    {
        node.AllowOnly("key", "certificate", "revoked", "validitySeconds");
        var responder = new BuiltInStatusResponder
        {
            Key = node.Required("key"),
            CertificateFile = node.RequiredFile("certificate"),
            RevokedFile = node.RequiredFile("revoked"),
        };
        return responder with { ValiditySeconds = node.Number("validitySeconds", responder.ValiditySeconds) };
    }
}
