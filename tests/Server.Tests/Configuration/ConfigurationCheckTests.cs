// SPDX-License-Identifier: Apache-2.0
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Server.Hosting;

namespace HocBaSo.Signing.Server.Tests.Configuration;

[UnsupportedOSPlatform("windows")]
public sealed class ConfigurationCheckTests : IDisposable
{
    private readonly ConfigurationSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public async Task Check_WhenAllIsWell_FindsNothingAndLeavesEverythingAsItWas()
    {
        // Whoever listened there would fail.
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        using var alsoTaken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        alsoTaken.Start();
        _site.Set("/listen/grpc", $"\"{taken.LocalEndpoint}\"");
        _site.Set("/listen/http", $"\"{alsoTaken.LocalEndpoint}\"");
        var file = _site.File();
        var before = _site.Content;

        var report = await SigningServerHost.CheckAsync(file);

        Assert.Empty(report.Errors);
        Assert.Empty(report.Warnings);
        Assert.True(report.IsGood);
        Assert.Equal(file, report.File);
        Assert.Equal(before, _site.Content);
        Assert.False(taken.Pending() || alsoTaken.Pending());
    }

    [Theory]
    [InlineData("127.0.0.1:5440", 1)]
    [InlineData("0.0.0.0:5440", 1)]
    [InlineData("127.0.0.2:5440", 0)]
    [InlineData("127.0.0.1:5441", 0)]
    public async Task Check_WhenBothListenOnOnePort_SaysSo(string grpc, int errors)
    {
        _site.Set("/listen/grpc", $"\"{grpc}\"");
        _site.Set("/listen/http", "\"127.0.0.1:5440\"");

        var report = await SigningServerHost.CheckAsync(_site.File());

        Assert.Equal(errors, report.Errors.Count);
        Assert.All(report.Errors, static error => Assert.Equal("listen.http", error.Path));
    }

    [Theory]
    [InlineData("/node", null, "node")]
    [InlineData("/nodes", "1", "nodes")]
    [InlineData("/listen/grpc", "\"here\"", "listen.grpc")]
    [InlineData("/listen/http", "\"192.0.2.1:5441\"", "listen.http")]
    [InlineData("/listen/tls/certificate", null, "listen.tls.certificate")]
    [InlineData("/listen/tls/key", "\"token.pin\"", "listen.tls.certificate")]
    [InlineData("/listen/tls/clientAnchors/0", "\"\"", "listen.tls.clientAnchors")]
    [InlineData("/listen/tls/clientCrls", "[\"root.pem\"]", "listen.tls.clientCrls")]
    [InlineData("/listen/tls/clientCrls", "\"root.pem\"", "listen.tls.clientCrls")]
    [InlineData("/identities/0/roles/0/subjects", "\"TOAN\"", "identities[0].roles[0].subjects")]
    [InlineData("/identities/0/roles/0/subjects", "[[\"TOAN\"]]", "identities[0].roles[0].subjects[0]")]
    [InlineData("/clients/0/grants/0/schools", "\"01001001\"", "clients[0].grants[0].schools")]
    [InlineData("/clients/0/grants", "\"all\"", "clients[0].grants")]
    [InlineData("/certificateStatus", """{ "allowedHosts": "crl.ca.vn" }""", "certificateStatus.allowedHosts")]
    [InlineData("/tokens/0/environment", "\"SOFTHSM2_CONF=/etc\"", "tokens[0].environment")]
    [InlineData("/limits", "\"none\"", "limits")]
    [InlineData("/limits", """{ "maxXmlBytes": -1 }""", "limits.maxXmlBytes")]
    [InlineData("/limits", """{ "maxPdfBytes": 2147483647 }""", "limits.maxPdfBytes")]
    [InlineData("/limits", """{ "maxXmlBytes": 2147483647 }""", "limits.maxXmlBytes")]
    [InlineData("/storage/journal", null, "storage.journal")]
    [InlineData("/storage/journal", "\"nowhere/journal.db\"", "storage.journal")]
    [InlineData("/storage/journal", "\"/tmp\"", "storage.journal")]
    [InlineData("/storage/catalog", "\"nowhere/catalog.db\"", "storage.catalog")]
    [InlineData("/storage/catalog", "\".\"", "storage.catalog")]
    [InlineData("/journal/checkpointCertificate", null, "journal.checkpointKey")]
    [InlineData("/journal/checkpointCertificate", "\"none.pem\"", "journal.checkpointCertificate")]
    [InlineData("/tokens/0/pinFile", "\"none.pin\"", "tokens[0].pinFile")]
    [InlineData("/tokens/0/pinFile", "\".\"", "tokens[0].pinFile")]
    [InlineData("/tokens/0/pinFile", "\"/dev/null\"", "tokens[0].pinFile")]
    [InlineData("/tokens/0/sessions", "\"many\"", "tokens[0].sessions")]
    [InlineData("/tenants/0/signerAnchors/0", "\"none.pem\"", "tenants[0].signerAnchors[0]")]
    [InlineData("/clients/0/grants/0/operations/0", "\"signs\"", "clients[0].grants[0].operations[0]")]
    [InlineData("/clients/0/grants/0/tenant", "\"other\"", "clients[0].grants[0].tenant")]
    [InlineData("/identities/0/kind", "\"robot\"", "identities[0].kind")]
    [InlineData("/identities/0/roles/0/role", "\"GVXX\"", "identities[0].roles[0].role")]
    [InlineData("/identities/0/key", "\"pkcs11:object=gv;pin-value=s3cr3t-PIN-4711\"", "identities[0].key")]
    [InlineData("/signatureLevels/PHAT_HANH", "\"T\"", "timestampAuthorities")]
    [InlineData("/documents", """{ "elementMapping": "none.json" }""", "documents.elementMapping")]
    [InlineData("/visibleSignatures", """{ "fonts": "none" }""", "visibleSignatures.fonts")]
    [InlineData(
        "/builtInTimestampAuthority",
        """{ "key": "pkcs11:object=a", "certificate": "leaf.pem" }""",
        "builtInTimestampAuthority.certificate"
    )]
    [InlineData(
        "/builtInStatusResponder",
        """{ "key": "pkcs11:object=a", "certificate": "leaf.pem" }""",
        "builtInStatusResponder.revoked"
    )]
    public async Task Check_WhenOneThingIsWrong_NamesItAndNothingThatFollowsFromIt(
        string pointer,
        string? value,
        string path
    )
    {
        _site.Set(pointer, value);

        var report = await SigningServerHost.CheckAsync(_site.File());

        // What is built in is wrong in Production besides.
        Assert.Equal(
            [path],
            report
                .Errors.Select(static e => e.Path)
                .Where(p => !path.StartsWith(p + '.', StringComparison.Ordinal))
                .Distinct()
        );
        Assert.DoesNotContain(
            report.Errors,
            static e => e.Message.Contains(ConfigurationSite.Pin, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Check_WhenTheFolderOfCheckpointsIsALinkToThatOfTheJournal_NamesIt()
    {
        Directory.CreateSymbolicLink(_site.In("elsewhere"), _site.In("state"));
        _site.Set("/journal/checkpointFolder", "\"elsewhere\"");

        var report = await SigningServerHost.CheckAsync(_site.File());

        Assert.Equal(["journal.checkpointFolder"], report.Errors.Select(static e => e.Path));
    }

    [Theory]
    [InlineData("1.3.6.1.5.5.7.3.1", false)]
    [InlineData("1.3.6.1.5.5.7.3.3", false)]
    [InlineData("1.3.6.1.5.5.7.3.8", false)]
    [InlineData("1.3.6.1.5.5.7.3.4", true)]
    [InlineData("1.3.6.1.4.1.311.10.3.12", true)]
    public async Task Check_WhenTheUsageOfACertificateIsAnother_NamesIt(string usage, bool isGood)
    {
        _site.WriteCertificate("used.pem", 400, usage);
        _site.Set("/identities/0/certificates", "\"used.pem\"");

        var report = await SigningServerHost.CheckAsync(_site.File());

        Assert.Equal(isGood ? [] : ["identities[0].certificates"], report.Errors.Select(static e => e.Path));
    }

    [Theory]
    [InlineData("authority.pem", "certificate authority")]
    [InlineData("agreement.pem", "neither digitalSignature nor nonRepudiation")]
    [InlineData("stranger.pem", "none of the tenant's anchors")]
    public async Task Check_WhenACertificateCouldNotBeInstalled_NamesIt(string file, string reason)
    {
        _site.WriteCertificate("authority.pem", 400, new X509BasicConstraintsExtension(true, false, 0, true));
        _site.WriteCertificate("agreement.pem", 400, new X509KeyUsageExtension(X509KeyUsageFlags.KeyAgreement, true));
        _site.WriteStranger("stranger.pem");
        _site.Set("/identities/0/certificates", $"\"{file}\"");

        var report = await SigningServerHost.CheckAsync(_site.File());

        Assert.All(report.Errors, static e => Assert.Equal("identities[0].certificates", e.Path));
        Assert.Contains(report.Errors, e => e.Message.Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Check_WhenFormAndMeaningAreWrong_TellsBothAtOnceAndWarnsBesides()
    {
        _site.Set("/nod", "1");
        _site.Set("/limits", """{ "maxSteps": "many", "maxInFlight": 0 }""");
        _site.Set("/listen/tls/clientAnchors/0", "\"none.pem\"");
        _site.Set("/identities/0/kind", "\"organisation\"");
        _site.Set("/clients/0/limits", null);

        var report = await SigningServerHost.CheckAsync(_site.File());

        Assert.Equal(
            ["nod", "limits.maxSteps", "limits.maxInFlight", "identities[0].roles[0].role", "listen.tls.clientAnchors"],
            report.Errors.Select(static e => e.Path)
        );
        Assert.Equal("clients[0].limits", Assert.Single(report.Warnings).Path);
        Assert.False(report.IsGood);
    }

    [Fact]
    public async Task Check_WhenItIsRefused_AStartIsRefusedForTheSame()
    {
        _site.Set("/limits", """{ "maxInFlight": 0 }""");
        _site.Set("/tokens/0/pinFile", "\"none.pin\"");
        _site.Set("/listen/tls/key", "\"root.pem\"");
        var file = _site.File();

        var report = await SigningServerHost.CheckAsync(file);
        var options = SigningServerOptions.Load(file);
        var refusal = await Assert.ThrowsAsync<ConfigurationException>(() => SigningServerHost.StartAsync(options));

        Assert.Equal(3, report.Errors.Count);
        Assert.Equal(refusal.Errors, report.Errors);
    }

    [Theory]
    [InlineData("{", "not JSON")]
    [InlineData(null, "can't be read")]
    public async Task Check_WhenTheFileCannotBeRead_SaysThatAlone(string? content, string expected)
    {
        var file = content is null ? _site.In("none.json") : _site.Write("bad.json", content);

        var report = await SigningServerHost.CheckAsync(file);

        var error = Assert.Single(report.Errors);
        Assert.Equal("", error.Path);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Empty(report.Warnings);
    }

    [Fact]
    public async Task Check_WhenTheEnvironmentHoldsSecrets_TellsNoneOfThem()
    {
        const string Secret = "98765432-PIN";
        string[] names = ["pin", "pinFile", "pinEnvironment", "sessions", "slot"];
        var file = _site.File();
        Array.ForEach(names, static n => Environment.SetEnvironmentVariable("HBS_tokens__0__" + n, Secret));
        try
        {
            var report = await SigningServerHost.CheckAsync(file);

            Assert.Contains("tokens[0].sessions", report.Errors.Select(static e => e.Path));
            Assert.DoesNotContain(
                report.Errors.Concat(report.Warnings),
                static e => e.ToString().Contains(Secret, StringComparison.Ordinal)
            );
        }
        finally
        {
            Array.ForEach(names, static n => Environment.SetEnvironmentVariable("HBS_tokens__0__" + n, null));
        }
    }

    [Theory]
    [InlineData("/journal", "{}", "journal.checkpointKey")]
    [InlineData("/clients/0/limits", "{}", "clients[0].limits")]
    [InlineData("/tokens/0/module", "\"/nowhere/module.so\"", "tokens[0].module")]
    [InlineData("/identities/0/certificates", "\"soon.pem\"", "identities[0].certificates")]
    [InlineData("/identities/0/certificates", "\"ended.pem\"", "identities[0].certificates")]
    [InlineData("/journal/checkpointCertificate", "\"soon.pem\"", "journal.checkpointCertificate")]
    [InlineData("/listen/tls/certificate", "\"soon.pem\"", "listen.tls.certificate")]
    [InlineData("/listen/tls/clientCrls", "[\"later.crl\", \"soon.crl\"]", "listen.tls.clientCrls[1]")]
    [InlineData("/listen/tls/key", "\"open.key\"", "listen.tls.key")]
    [InlineData("/tokens/0/pinFile", "\"open.pin\"", "tokens[0].pinFile")]
    public async Task Check_WhenSomethingIsWorthALook_WarnsAndIsGood(string pointer, string value, string path)
    {
        _site.WriteCertificate("soon.pem", 29);
        _site.WriteCertificate("ended.pem", -1);
        _site.WriteCrl("soon.crl", 6);
        _site.WriteCrl("later.crl", 8);
        Open("open.key", await File.ReadAllTextAsync(_site.In("leaf.key")));
        Open("open.pin", ConfigurationSite.Pin);
        _site.Set(pointer, value);

        var report = await SigningServerHost.CheckAsync(_site.File());

        Assert.Empty(report.Errors);
        Assert.Equal(path, Assert.Single(report.Warnings).Path);
        Assert.DoesNotContain(ConfigurationSite.Pin, report.Warnings[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_WhenAPinVariableIsNotSet_WarnsWithoutItsName()
    {
        _site.Set("/tokens/0/pinFile", null);
        _site.Set("/tokens/0/pinEnvironment", "\"HBS_CHECK_TEST_NONE\"");

        var report = await SigningServerHost.CheckAsync(_site.File());

        Assert.Empty(report.Errors);
        Assert.Equal("tokens[0].pinEnvironment", Assert.Single(report.Warnings).Path);
        Assert.DoesNotContain("HBS_CHECK", report.Warnings[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_WhenFoldersCannotBeWritten_NamesEach()
    {
        Directory.CreateDirectory(_site.In("catalog"));
        _site.Set("/storage/catalog", "\"catalog/catalog.db\"");

        var report = await ConfigurationCheck.RunAsync(_site.File(), isWritable: static _ => false);

        Assert.Empty(report.Errors);
        Assert.Equal(
            ["storage.journal", "storage.catalog", "journal.checkpointFolder"],
            report.Warnings.Select(static w => w.Path)
        );
    }

    [Fact]
    public void IsWritable_WhenTheFolderIsReadOnly_IsSoForThePrivilegedOnly()
    {
        var folder = Directory.CreateDirectory(_site.In("read-only")).FullName;
        Assert.True(FolderAccess.IsWritable(folder));
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        Assert.Equal(Environment.IsPrivilegedProcess, FolderAccess.IsWritable(folder));
        Assert.False(FolderAccess.IsWritable(_site.In("none")));
    }

    private void Open(string name, string content) =>
        File.SetUnixFileMode(
            _site.Write(name, content),
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead
        );
}
