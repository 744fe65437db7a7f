// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.TestKit;

/// <summary>An identity without configuration: a person of school S, named i, of tenant t.</summary>
public static class TestIdentity
{
    /// <summary>The identity's name.</summary>
    public const string Name = "i";

    /// <summary>The identity with this chain, its own certificate first.</summary>
    public static SigningIdentity Of(params IReadOnlyList<X509Certificate2> chain) =>
        new()
        {
            Tenant = "t",
            Id = Name,
            Kind = IdentityKind.Person,
            School = "S",
            Roles = [],
            KeyUri = "pkcs11:object=" + Name,
            CertificateChain = chain,
        };

    /// <summary>A certificate by the key itself, from 1970 to 2070: for signatures that nobody is asked to trust.</summary>
    public static X509Certificate2 SelfSigned(ECDsa key) =>
        new CertificateRequest("CN=Test", key, HashAlgorithmName.SHA256).CreateSelfSigned(
            DateTimeOffset.UnixEpoch,
            DateTimeOffset.UnixEpoch.AddYears(100)
        );
}
