// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pki.Tests;

/// <summary>Requests as <c>openssl req</c> reads them, and as we read them back.</summary>
public sealed class CertificateRequestsTests
{
    internal static readonly CertificateRequestContent Whole = new()
    {
        Subject = new RequestedSubject
        {
            StateOrProvince = "Thừa Thiên Huế",
            Locality = "Phường Vỹ Dạ",
            Organization = "Trường THCS Nguyễn Huệ",
            OrganizationalUnits = ["Phòng GD&ĐT", "Tổ Toán – Lý"],
            Title = "Hiệu trưởng",
            CommonName = "Nguyễn Thị Ánh Tuyết",
            SerialNumber = "0123-456",
            UserId = "CCCD:046182000123",
            EmailAddress = "tuyet@nguyenhue.edu.vn",
        },
        DnsNames = ["nguyenhue.edu.vn"],
        EmailAddresses = ["tuyet@nguyenhue.edu.vn"],
        Uris = ["https://nguyenhue.edu.vn/hieu-truong"],
        ChallengePassword = "mật khẩu một lần",
    };

    public static TheoryData<string> Kinds => ["P-256", "P-384", "RSA-2048", "RSA-3072", "RSA-4096"];

    internal static TestKey KeyOf(string kind) =>
        kind switch
        {
            "P-256" => TestKey.Ec(),
            "P-384" => TestKey.Ec(ECCurve.NamedCurves.nistP384, Core.SignatureAlgorithm.EcdsaSha384),
            _ => TestKey.Rsa(int.Parse(kind[4..], System.Globalization.CultureInfo.InvariantCulture)),
        };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Create_WhenReadByOpenSsl_SaysAllThatWasAskedInVietnamese(string kind)
    {
        var request = CertificateRequests.Create(Whole, KeyOf(kind).Generator);

        var text = await ReadByOpenSslAsync(request);

        Assert.Contains("verify OK", text, StringComparison.Ordinal);
        Assert.Contains(
            "Subject: C=VN, ST=Thừa Thiên Huế, L=Phường Vỹ Dạ, O=Trường THCS Nguyễn Huệ, OU=Phòng GD&ĐT, OU=Tổ Toán – Lý, title=Hiệu trưởng, "
                + "CN=Nguyễn Thị Ánh Tuyết, serialNumber=0123-456, UID=CCCD:046182000123, emailAddress=tuyet@nguyenhue.edu.vn",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains("mật khẩu một lần", text, StringComparison.Ordinal);
        Assert.Contains("X509v3 Key Usage: critical", text, StringComparison.Ordinal);
        Assert.Contains("Digital Signature, Non Repudiation", text, StringComparison.Ordinal);
        Assert.Contains(
            "DNS:nguyenhue.edu.vn, email:tuyet@nguyenhue.edu.vn, URI:https://nguyenhue.edu.vn/hieu-truong",
            text,
            StringComparison.Ordinal
        );
        var signature =
            kind == "P-256" ? "ecdsa-with-SHA256"
            : kind == "P-384" ? "ecdsa-with-SHA384"
            : "sha256WithRSAEncryption";
        Assert.Contains($"Signature Algorithm: {signature}", text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Read_WhenMadeByUs_GivesBackSubjectAndKey(string kind)
    {
        var key = KeyOf(kind);

        var read = CertificationRequest.Read(CertificateRequests.Create(Whole, key.Generator));

        Assert.Equal(key.PublicKey.ExportSubjectPublicKeyInfo(), read.SubjectPublicKeyInfo.ToArray());
        Assert.Contains(new NameAttribute("2.5.4.3", "Nguyễn Thị Ánh Tuyết"), NameAttribute.ReadAll(read.Subject));
        Assert.True(read.HasChallengePassword);
        Assert.Equal(["2.5.29.15", "2.5.29.17"], read.Extensions.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Read_WhenMadeByOpenSsl_GivesItsSubject()
    {
        using var folder = new TemporaryFolder();
        var result = await Tool.RunAsync(
            "openssl",
            [
                "req",
                "-new",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-utf8",
                "-subj",
                "/C=VN/CN=Lê Văn Sáu",
                "-keyout",
                folder.File("key"),
                "-outform",
                "DER",
                "-out",
                folder.File("request"),
            ]
        );
        Assert.True(result.ExitCode == 0, result.ToString());

        var read = CertificationRequest.Read(await File.ReadAllBytesAsync(folder.File("request")));

        Assert.Contains(new NameAttribute("2.5.4.3", "Lê Văn Sáu"), NameAttribute.ReadAll(read.Subject));
        Assert.False(read.HasChallengePassword);
    }

    [Fact]
    public async Task Create_WhenOnlyTheNameIsGiven_LeavesTheRestOut()
    {
        var content = new CertificateRequestContent
        {
            Subject = new RequestedSubject { Country = null, CommonName = "Trường Tiểu học Kim Đồng" },
        };

        var text = await ReadByOpenSslAsync(CertificateRequests.Create(content, TestKey.Ec().Generator));

        Assert.Contains("Subject: CN=Trường Tiểu học Kim Đồng\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Alternative Name", text, StringComparison.Ordinal);
        Assert.DoesNotContain("challengePassword", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Content_WhenPrinted_KeepsThePasswordToItself() =>
        Assert.DoesNotContain("mật khẩu", Whole.ToString(), StringComparison.Ordinal);

    private static async Task<string> ReadByOpenSslAsync(byte[] request)
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("request");
        await File.WriteAllBytesAsync(file, request);
        var result = await Tool.RunAsync(
            "openssl",
            [
                "req",
                "-verify",
                "-text",
                "-noout",
                "-inform",
                "DER",
                "-in",
                file,
                "-nameopt",
                "sep_comma_plus_space,utf8,sname,-esc_msb,-space_eq",
                "-reqopt",
                "ext_parse",
            ]
        );
        Assert.True(result.ExitCode == 0, result.ToString());
        return result.Output + result.Error;
    }
}
