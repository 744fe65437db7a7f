// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HocBaSo.Signing.Core.Tests;

public sealed class NameTextTests
{
    [Theory]
    [InlineData("UID=MST:0101234567,C=VN,CN=Trường A", "UID=MST:0101234567, C=VN, CN=Trường A")]
    [InlineData("CN=Trường A,UID=CCCD:001", "CN=Trường A, UID=CCCD:001")]
    [InlineData("CN=\"a, userId=1\",UID=2", "CN=\"a, userId=1\", UID=2")]
    [InlineData("CN=\"a + userId=1\",C=VN", "CN=\"a + userId=1\", C=VN")]
    [InlineData("C=VN,CN=A", "C=VN, CN=A")]
    public void OfSubject_WhenTheNameHasAnIdentifier_WritesItAsTheStandardDoes(string name, string expected)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(new X500DistinguishedName(name), key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(
            DateTimeOffset.UnixEpoch,
            DateTimeOffset.UnixEpoch.AddYears(1)
        );

        Assert.Equal(Sorted(expected), Sorted(NameText.OfSubject(certificate)));
        Assert.Equal(NameText.OfSubject(certificate), NameText.OfIssuer(certificate));
    }

    // Whether the first part is written first is the platform's.
    private static string[] Sorted(string name) =>
        [.. System.Text.RegularExpressions.Regex.Split(name, ", (?=[A-Z]+=)").Order(StringComparer.Ordinal)];
}
