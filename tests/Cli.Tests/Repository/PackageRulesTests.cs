// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using System.Xml.Linq;

namespace HocBaSo.Signing.Cli.Tests;

public sealed class PackageRulesTests
{
    [Fact]
    public void CentralVersions_WhenCompared_BreakNoRule()
    {
        var packages = XDocument
            .Load(Path.Combine(RepositoryRoot.Path, "Directory.Packages.props"))
            .Descendants("PackageVersion")
            .Select(static p => (Name: p.Attribute("Include")!.Value, Version: p.Attribute("Version")!.Value))
            .ToList();

        Assert.NotEmpty(packages);
        Assert.Empty(packages.Select(static p => PackageRules.Objection(p.Name, Parse(p.Version))).OfType<string>());
    }

    [Fact]
    public void LockFiles_WhenCompared_BreakNoRule()
    {
        var files = Directory
            .EnumerateFiles(RepositoryRoot.Path, "packages*.lock.json", SearchOption.AllDirectories)
            .Where(static file => !file.Contains("/obj/", StringComparison.Ordinal))
            .ToList();

        Assert.NotEmpty(files);
        Assert.Empty(files.SelectMany(ObjectionsOf));
    }

    [Theory]
    [InlineData("itext7", "8.0.0")]
    [InlineData("itext7.bouncy-castle-adapter", "8.0.0")]
    [InlineData("portable.bouncycastle", "1.8.10")]
    [InlineData("PDFsharp", "6.5.0")]
    [InlineData("Newtonsoft.Json", "12.0.3")]
    [InlineData("BouncyCastle.Cryptography", "2.3.1")]
    public void Objection_WhenThePackageIsKnownToBeBad_SaysWhy(string package, string version) =>
        Assert.NotNull(PackageRules.Objection(package, Parse(version)));

    [Theory]
    [InlineData("Newtonsoft.Json", "13.0.3")]
    [InlineData("BouncyCastle.Cryptography", "2.6.0")]
    [InlineData("Grpc.Core.Api", "2.85.0")]
    public void Objection_WhenThePackageIsGood_IsSilent(string package, string version) =>
        Assert.Null(PackageRules.Objection(package, Parse(version)));

    private static IEnumerable<string> ObjectionsOf(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return
        [
            .. from framework in document.RootElement.GetProperty("dependencies").EnumerateObject()
            from package in framework.Value.EnumerateObject()
            where package.Value.TryGetProperty("resolved", out _)
            let version = package.Value.GetProperty("resolved").GetString()!
            let objection = PackageRules.Objection(package.Name, Parse(version))
            where objection is not null
            select $"{Path.GetRelativePath(RepositoryRoot.Path, file)}: {objection}",
        ];
    }

    // A pre-release counts as its release.
    private static Version Parse(string version) => Version.Parse(version.Split('-', '+')[0]);
}
