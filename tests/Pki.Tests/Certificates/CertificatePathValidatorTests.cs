// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pki.Tests;

public sealed class CertificatePathValidatorTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 30, 8, 15, 30, TimeSpan.Zero);
    private static readonly TestPki Pki = new();
    private readonly CertificatePathValidator _validator = new();

    [Fact]
    public void Validate_WhenPersonIsUnderTheRoot_Passes()
    {
        var leaf = Pki.Person("Nguyễn Thị Hường", TestKey.Ec().PublicKey);

        var result = _validator.Validate(
            leaf,
            [Pki.Issuing.Certificate],
            [Pki.Root.Certificate],
            Now,
            PathPurpose.DocumentSigning
        );

        Assert.Null(result.Reason);
        Assert.Equal(Indication.TotalPassed, result.Indication);
        Assert.Equal([leaf, Pki.Issuing.Certificate, Pki.Root.Certificate], result.Path);
    }
}
