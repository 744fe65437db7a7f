// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Cli.Tests;

public sealed class VerifyJsonTests
{
    private static readonly string[] DocumentFields =
    [
        "file",
        "format",
        "integrity",
        "indication",
        "subIndication",
        "reason",
        "signatures",
    ];

    private static readonly string[] SignatureFields =
    [
        "id",
        "role",
        "signer",
        "issuer",
        "serial",
        "scheme",
        "digest",
        "level",
        "signingTime",
        "timestamp",
        "signedData",
        "integrity",
        "indication",
        "subIndication",
    ];

    [Fact]
    public void Line_WhenEverythingIsKnown_HasTheContractsFieldsFirstAndInOrder()
    {
        var document = JsonDocument.Parse(VerifyJson.Line(new VerifiedFile("hồ sơ/Nguyễn.xml", Full()))).RootElement;

        Assert.Equal(DocumentFields, NamesOf(document).Take(DocumentFields.Length));
        var signature = document.GetProperty("signatures")[0];
        Assert.Equal(SignatureFields, NamesOf(signature).Take(SignatureFields.Length));
        Assert.Equal("XML", document.GetProperty("format").GetString());
        Assert.Equal("intact", document.GetProperty("integrity").GetString());
        Assert.Equal("GVBM:TOAN", signature.GetProperty("role").GetString());
        Assert.Equal("2026-06-01T02:03:04Z", signature.GetProperty("signingTime").GetString());
        Assert.Equal("2026-06-01T02:03:05.125Z", signature.GetProperty("timestamp").GetProperty("time").GetString());
        Assert.Equal("CN=TSA", signature.GetProperty("timestamp").GetProperty("authority").GetString());
        Assert.Equal("", signature.GetProperty("signedData")[0].GetString());
        Assert.Equal(JsonValueKind.Null, signature.GetProperty("subIndication").ValueKind);
    }

    [Fact]
    public void Line_WhenNothingIsKnown_HasExplicitNulls()
    {
        var report = VerificationReport.Unreadable(null, "No such file.");
        var document = JsonDocument.Parse(VerifyJson.Line(new VerifiedFile("x", report))).RootElement;

        Assert.Equal(JsonValueKind.Null, document.GetProperty("format").ValueKind);
        Assert.Equal("unreadable", document.GetProperty("integrity").GetString());
        Assert.Equal("TOTAL_FAILED", document.GetProperty("indication").GetString());
        Assert.Equal("FORMAT_FAILURE", document.GetProperty("subIndication").GetString());
        Assert.Equal(0, document.GetProperty("signatures").GetArrayLength());
    }

    [Fact]
    public void Line_WhenASignatureIsBare_HasExplicitNulls()
    {
        var bare = new SignatureReport
        {
            Id = "",
            Scheme = "other",
            Digest = "SHA-256",
            Level = "XMLDSig",
            SignedData = [],
            Integrity = Integrity.Broken,
            Indication = Indication.TotalFailed,
            SubIndication = SubIndication.SigCryptoFailure,
        };
        var document = JsonDocument.Parse(VerifyJson.Line(new VerifiedFile("x", Full() with { Signatures = [bare] })));
        var signature = document.RootElement.GetProperty("signatures")[0];

        Assert.All(
            ["role", "signer", "issuer", "serial", "signingTime", "timestamp"],
            name => Assert.Equal(JsonValueKind.Null, signature.GetProperty(name).ValueKind)
        );
        Assert.Equal("SIG_CRYPTO_FAILURE", signature.GetProperty("subIndication").GetString());
    }

    [Fact]
    public void Line_WhenTextIsVietnamese_KeepsItReadableOnOneLine()
    {
        var line = VerifyJson.Line(new VerifiedFile("Đặng Thị Ánh Nguyệt\n.xml", Full()));

        Assert.Contains("Đặng Thị Ánh Nguyệt\\n.xml", line, StringComparison.Ordinal);
        Assert.Contains("Lê Văn Đạt + <&>", line, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', line);
    }

    internal static VerificationReport Full() =>
        new()
        {
            Format = DocumentFormat.Xml,
            Integrity = Integrity.Intact,
            Indication = Indication.TotalPassed,
            Signatures =
            [
                new SignatureReport
                {
                    Id = "GVBM-TOAN-1",
                    Role = new RoleClaim(SignerRole.Gvbm, "TOAN"),
                    ClaimedRole = "GVBM:TOAN",
                    Signer = "CN=Lê Văn Đạt + <&>",
                    Issuer = "CN=CA",
                    Serial = "0A",
                    Scheme = "ECDSA",
                    Digest = "SHA-256",
                    Level = "XAdES-BASELINE-T",
                    SigningTime = new DateTimeOffset(2026, 6, 1, 9, 3, 4, TimeSpan.FromHours(7)),
                    Timestamp = new TimestampReport(
                        new DateTimeOffset(2026, 6, 1, 2, 3, 5, 125, TimeSpan.Zero),
                        "CN=TSA"
                    ),
                    SignedData = [""],
                    Integrity = Integrity.Intact,
                    Indication = Indication.TotalPassed,
                },
            ],
        };

    private static IEnumerable<string> NamesOf(JsonElement element) =>
        element.EnumerateObject().Select(static property => property.Name);
}
