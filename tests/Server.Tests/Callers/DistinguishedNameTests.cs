// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Server.Callers;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Server.Tests.Callers;

public sealed class DistinguishedNameTests
{
    [Theory]
    [InlineData("CN=a,O=b,C=VN", "CN=a, O=b, C=VN")]
    [InlineData("CN=a,O=b,C=VN", "cn = a , 2.5.4.10=b,OID.2.5.4.6=VN")]
    [InlineData("CN=a+OU=x,C=VN", "OU=x+CN=a,C=VN")]
    [InlineData("CN=a\\, b,C=VN", "CN=\"a, b\",C=VN")]
    [InlineData("CN=Tr\\E1\\BA\\A7n,C=VN", "CN=Trần,C=VN")]
    [InlineData("CN=\\ a\\ ,C=VN", "CN=\" a \",C=VN")]
    [InlineData("CN=a=b\\+c", "CN=\"a=b+c\"")]
    [InlineData("UID=MST:01,CN=a", "userId=MST:01, CN=a")]
    public void OfText_WhenTwoTextsNameTheSame_AreEqual(string one, string other)
    {
        Assert.NotNull(DistinguishedName.OfText(one));
        Assert.Equal(DistinguishedName.OfText(one), DistinguishedName.OfText(other));
    }

    [Theory]
    [InlineData("CN=a,O=b", "O=b,CN=a")]
    [InlineData("CN=a,O=b", "CN=A,O=b")]
    [InlineData("CN=a", "CN=a,CN=a")]
    [InlineData("CN=a\\,O=b", "CN=a,O=b")]
    [InlineData("CN=a\\+OU=b", "CN=a+OU=b")]
    [InlineData("CN=a b", "CN=a  b")]
    public void OfText_WhenTwoTextsNameSomethingElse_Differ(string one, string other) =>
        Assert.NotEqual(DistinguishedName.OfText(one), DistinguishedName.OfText(other));

    [Theory]
    [InlineData("")]
    [InlineData("truong")]
    [InlineData("CN=")]
    [InlineData("CN=a,")]
    [InlineData("CN=a,b")]
    [InlineData("XX=a")]
    [InlineData("CN=a;O=b")]
    [InlineData("CN=\"a")]
    [InlineData("CN=\"a\"b")]
    [InlineData("CN=a\\")]
    [InlineData("CN=a\\x")]
    [InlineData("CN=\\C3")]
    public void OfText_WhenItIsNoName_IsNull(string text) => Assert.Null(DistinguishedName.OfText(text));

    [Fact]
    public async Task OfName_WhenOpensslWritesTheName_IsTheSame()
    {
        using var authority = await OpenSslClients.CreateAsync();
        var file = await authority.IssueAsync("a, \"c\"");
        using var certificate = X509CertificateLoader.LoadCertificateFromFile(file);
        var written = await Tool.RunAsync(
            "openssl",
            "x509",
            "-in",
            file,
            "-noout",
            "-subject",
            "-nameopt",
            "RFC2253,-esc_msb,utf8"
        );

        var ours = DistinguishedName.OfName(certificate.SubjectName.RawData);
        Assert.Equal(ours, DistinguishedName.OfText(written.Output["subject=".Length..].TrimEnd('\n')));
        Assert.Equal(
            ours,
            DistinguishedName.OfText(certificate.Subject.Replace("\"\"", "\\\"", StringComparison.Ordinal))
        );
    }
}
