// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;

namespace HocBaSo.Signing.Cli.Tests;

public sealed class NamePartsTests
{
    [Theory]
    [InlineData("Trường THCS Bình Minh")]
    [InlineData("Hoạt động trải nghiệm, hướng nghiệp")]
    [InlineData("A, O=Bộ Giáo dục và Đào tạo")]
    [InlineData("nói \"thật\", O=Giả")]
    [InlineData("a + O=Giả; b = c")]
    [InlineData("sổ \\, O=Giả")]
    [InlineData("#0403 <x>")]
    public void Values_WhenDotNetWroteTheName_AreThoseOfTheCertificate(string unit)
    {
        var builder = new X500DistinguishedNameBuilder();
        builder.AddCountryOrRegion("VN");
        builder.AddOrganizationName("Trường thật");
        builder.AddOrganizationalUnitName(unit);
        builder.AddCommonName(unit);

        var parts = NameParts.Parse(builder.Build().Name);

        Assert.Equal(unit, parts.Values("OU"));
        Assert.Equal(unit, parts.Values("CN"));
        Assert.Equal("Trường thật", parts.Values("O"));
    }

    [Fact]
    public void Values_WhenATypeComesTwice_AreJoined() =>
        Assert.Equal("A; B", NameParts.Parse("CN=x, OU=A, OU=B, O=C").Values("OU"));

    [Theory]
    [InlineData("")]
    [InlineData("no name at all")]
    [InlineData("CN=")]
    [InlineData("CN=\"never closed")]
    [InlineData(",,,+=")]
    public void Values_WhenThereIsNone_AreNull(string name) => Assert.Null(NameParts.Parse(name).Values("O"));
}
