// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Xml.Tests.Signing;

/// <summary>Signs small transcripts with keys in memory, step by step, as the pipeline does.</summary>
internal sealed class SigningHouse(Func<TestKey> key) : IDisposable
{
    public const string Code = "0123456789abcdef0123456789abcdef";

    public static DateTimeOffset SigningTime => TestSigner.SigningTime;

    private readonly TestSigner _signer = new(key());
    private readonly TemporaryFolder _folder = new();

    public TestPki Pki => _signer.Pki;

    public SigningIdentity Identity => _signer.Identity;

    public string Profile { get; init; } = SignatureProfile.Xades;

    public SignatureLevel SealLevel { get; init; } = SignatureLevel.BaselineT;

    /// <summary>A transcript with two subjects; the place of DSCKS is the caller's to write.</summary>
    public static string Transcript(string dscks, string remark = "Chăm ngoan &amp; tiến bộ") =>
        $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <!-- học bạ -->
            <HocBaSo PhienBan="1">
              <ThongTinHocBa Id="TTHB-{Code}"><HoTen>Đặng Thị Ánh Tuyết</HoTen></ThongTinHocBa>
              <KetQuaMonHoc  Id='MH-TOAN-{Code}'><Diem>8.5</Diem><NhanXet>{remark}</NhanXet></KetQuaMonHoc>
              <KetQuaMonHoc Id="MH-VAN-{Code}"><Diem>9.0</Diem><NhanXet><![CDATA[Viết <hay>]]></NhanXet></KetQuaMonHoc>
              <TongKet Id="TK-{Code}"><RenLuyen>T</RenLuyen></TongKet>
              {dscks}
            </HocBaSo>

            """;

    /// <summary>Signs every role, each step in the order of waves.</summary>
    public async Task<byte[]> SignAllAsync(string transcript) =>
        await SignAsync(transcript, "GVBM:TOAN", "GVBM:VAN", "GVCN", "CBQL", "PHAT_HANH");

    public async Task<byte[]> SignAsync(string transcript, params string[] roles)
    {
        using var document = new XmlDocumentFormat().Open(Encoding.UTF8.GetBytes(transcript));
        foreach (var role in roles)
        {
            await SignAsync(document, Request(document, role));
        }
        return document.ToSignedDocument();
    }

    public Task SignAsync(IOpenDocument document, SignatureRequest request) => _signer.SignAsync(document, request);

    public Task<ReadOnlyMemory<byte>?> StampAsync(
        IOpenDocument document,
        SignatureRequest request,
        PreparedSignature prepared,
        byte[] value
    ) => _signer.StampAsync(document, request, prepared, value);

    public byte[] Sign(PreparedSignature prepared) => _signer.Sign(prepared);

    public SignatureRequest Request(IOpenDocument document, string role)
    {
        Assert.True(RoleClaim.TryParse(role, out var claim));
        return _signer.Request(
            new PlannedSignature(claim, $"{role.Replace(':', '-')}-{Code}")
            {
                SignedIds = SignedIds(claim),
                Place = Place(document, claim),
            },
            Profile,
            claim.Role == SignerRole.PhatHanh && Profile == SignatureProfile.Xades
                ? SealLevel
                : SignatureLevel.BaselineB
        );
    }

    /// <summary>What a role signs of the two-subject transcript.</summary>
    public static string[] SignedIds(RoleClaim claim)
    {
        string[] all = [$"TTHB-{Code}", $"MH-TOAN-{Code}", $"MH-VAN-{Code}", $"TK-{Code}"];
        return claim.Role switch
        {
            SignerRole.Gvbm => [$"TTHB-{Code}", $"MH-{claim.Subject}-{Code}"],
            SignerRole.Gvcn => all,
            SignerRole.Cbql => [.. all, $"SV-GVCN-{Code}"],
            _ => [],
        };
    }

    /// <summary>Asks xmlsec1 about every signature of a document: exit code and what it said, by signature.</summary>
    public IEnumerable<(string Id, int ExitCode, string Said)> Xmlsec(byte[] signed)
    {
        var file = _folder.Write("signed.xml", signed);
        var anchor = _folder.Write("root.pem", Pki.Root.Certificate.ExportCertificatePem());
        var text = Encoding.UTF8.GetString(signed);
        foreach (
            var id in System
                .Text.RegularExpressions.Regex.Matches(text, "Signature [^>]*Id=\"([^\"]*)\"")
                .Select(m => m.Groups[1].Value)
        )
        {
            string[] names = ["HocBaSo", "ThongTinHocBa", "KetQuaMonHoc", "TongKet", "h:ThongTinHocBa"];
            string[] dsig = ["Signature", "Reference", "SignatureValue", "Object"];
            string[] arguments =
            [
                "--verify",
                "--trusted-pem",
                anchor,
                .. names.Where(n => !n.Contains(':')).Select(n => $"--id-attr:Id={n}").SelectMany(SplitAttribute),
                .. dsig.Select(n => $"--id-attr:Id=http://www.w3.org/2000/09/xmldsig#:{n}").SelectMany(SplitAttribute),
                "--id-attr:Id",
                "http://uri.etsi.org/01903/v1.3.2#:SignedProperties",
                "--node-xpath",
                $"//*[local-name()='Signature' and @Id='{id}']",
                file,
            ];
            var (exit, output, error) = OutsideTool.Run("xmlsec1", arguments);
            yield return (id, exit, output + error);
        }
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<string> SplitAttribute(string argument)
    {
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        return [argument[..equals], argument[(equals + 1)..]];
    }

    private static SignaturePlace Place(IOpenDocument document, RoleClaim claim)
    {
        var root = document.Root!.Value;
        var dscks = root.Child("DSCKS")!.Value;
        var existing = dscks
            .Children()
            .Where(c => c.LocalName == claim.RoleName && c.Attribute("MaMon") == claim.Subject)
            .Select(c => (int?)c.Index)
            .FirstOrDefault();
        return new SignaturePlace(dscks.Index, claim.RoleName)
        {
            ExistingContainer = existing,
            ContainerAttribute = claim.Subject is { } subject ? ("MaMon", subject) : null,
        };
    }
}
