// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml.Linq;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.TestKit;
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Integration;

/// <summary>The way of a version from key to certificate when the issuing side is openssl's, and witnesses that are not ours.</summary>
internal static class RotationSite
{
    private static readonly XNamespace Ds = "http://www.w3.org/2000/09/xmldsig#";

    /// <summary>Who is certified.</summary>
    public static RequestedSubject Subject =>
        new()
        {
            StateOrProvince = "Hà Nội",
            Organization = "THCS Nguyễn Huệ",
            CommonName = "Trường THCS Nguyễn Huệ",
            UserId = "MST:0101234567",
        };

    /// <summary>The request of a version, PEM.</summary>
    public static async Task<string> RequestAsync(CertificateAdminClient admin, string identity, int version)
    {
        var response = await admin.CreateCertificateRequestAsync(
            new CreateCertificateRequestRequest
            {
                Identity = identity,
                Version = version,
                Subject = Subject,
                AlternativeNames = new AlternativeNames { EmailAddresses = { "vanthu@truong.edu.vn" } },
            }
        );
        return PemEncoding.WriteString("CERTIFICATE REQUEST", response.CertificateRequest.Span);
    }

    /// <summary>A new key, certified and installed; answers the version's number and the certificate.</summary>
    public static async Task<(int Version, X509Certificate2 Certificate)> InstallAsync(
        CertificateAdminClient admin,
        OpenSslAuthority authority,
        string identity,
        KeyKind kind = KeyKind.EcP256
    )
    {
        var version = (await admin.GenerateKeyAsync(identity, kind)).Version;
        var certificate = await authority.CertifyAsync(await RequestAsync(admin, identity, version));
        await admin.InstallCertificateAsync(identity, version, [certificate.RawData]);
        return (version, certificate);
    }

    /// <summary>What <c>openssl req</c> reads of a request after it has checked its signature.</summary>
    public static string ReadByOpenSsl(School school, string request)
    {
        var file = Path.Combine(school.Folder, "request.pem");
        File.WriteAllText(file, request);
        var (exit, text, said) = OutsideTool.Run(
            "openssl",
            "req",
            "-in",
            file,
            "-verify",
            "-noout",
            "-text",
            "-nameopt",
            "utf8,sep_comma_plus_space"
        );
        Assert.True(exit == 0, said);
        Assert.Contains("verify OK", text + said, StringComparison.Ordinal);
        return text;
    }

    /// <summary>Every signature of an XML is good by xmlsec1, up to the anchors of the school.</summary>
    public static void RequireXmlsec(School school, ReadOnlyMemory<byte> sealedXml)
    {
        var file = Path.Combine(school.Folder, "sealed.xml");
        File.WriteAllBytes(file, sealedXml.ToArray());
        var document = XDocument.Load(file);
        var kinds = document.Descendants().Where(static e => e.Attribute("Id") is not null).Select(NameOf).Distinct();
        string[] ids = [.. kinds.SelectMany(static kind => new[] { "--id-attr:Id", kind })];
        var root = Path.Combine(school.Folder, "signers.pem");
        foreach (var id in document.Descendants(Ds + "Signature").Select(static s => s.Attribute("Id")!.Value))
        {
            string[] node = ["--node-xpath", $"//*[@Id='{id}']"];
            string[] options = ["--verify", "--enabled-key-data", "x509", "--trusted-pem", root, .. node, .. ids];
            var (exit, output, error) = OutsideTool.Run("xmlsec1", [.. options, file]);
            Assert.True(exit == 0, output + error);
        }
    }

    private static string NameOf(XElement element) =>
        element.Name.NamespaceName.Length == 0
            ? element.Name.LocalName
            : $"{element.Name.NamespaceName}:{element.Name.LocalName}";

    /// <summary>The first refusal, waited for as long as a status of two seconds may last, and what a busy machine needs on top.</summary>
    public static async Task<SigningClientException> RefusalAsync(
        RunningServer server,
        ReadOnlyMemory<byte> document,
        SigningSettings steps
    )
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2 + 15));
        for (var i = 0; ; i++)
        {
            try
            {
                await server.Client.SignAsync(new DocumentToSign($"try-{i}", document), steps, patience.Token);
                await Task.Delay(50, patience.Token);
            }
            catch (SigningClientException refusal)
            {
                return refusal;
            }
        }
    }
}
