// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pki.Tests;

public sealed class CrlFileTests
{
    [Fact]
    public async Task Read_WhenOpensslWroteThem_GivesEachInDer()
    {
        using var one = await OpenSslClients.CreateAsync("One");
        using var other = await OpenSslClients.CreateAsync("Other");
        using var folder = new TemporaryFolder();
        await one.WriteCrlAsync(folder.File("one.crl"));
        await other.WriteCrlAsync(folder.File("other.crl"));
        await Tool.RunAsync(
            "openssl",
            "crl",
            "-in",
            folder.File("one.crl"),
            "-outform",
            "DER",
            "-out",
            folder.File("one.der")
        );
        var der = await File.ReadAllBytesAsync(folder.File("one.der"));
        var both =
            await File.ReadAllTextAsync(folder.File("one.crl")) + await File.ReadAllTextAsync(folder.File("other.crl"));

        var read = CrlFile.Read(Encoding.ASCII.GetBytes("a comment\n" + both));

        Assert.Equal(2, read.Count);
        Assert.Equal(der, read[0].Crl.ToArray());
        Assert.Equal(der, CrlFile.Read(der).Single().Crl.ToArray());
        Assert.InRange(
            read[0].NextUpdate - TimeProvider.System.GetUtcNow(),
            TimeSpan.FromHours(1),
            TimeSpan.FromHours(2)
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("no list")]
    [InlineData("-----BEGIN X509 CRL-----\nMAA=\n-----END X509 CRL-----\n")]
    [InlineData("-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n")]
    [InlineData("0\u0080")]
    public void Read_WhenThereIsNoCrl_SaysSo(string content) =>
        Assert.Throws<PkiFormatException>(() => CrlFile.Read(Encoding.Latin1.GetBytes(content)));
}
