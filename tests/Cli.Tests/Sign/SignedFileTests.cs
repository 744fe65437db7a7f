// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Cli.Tests;

public sealed class SignedFileTests
{
    private static readonly SignedFile s_file = new(
        "a.xml",
        "batch/a.xml",
        IsRepeated: false,
        [
            Summary(SignerRole.Gvbm, "TOAN", CertificateStatus.Unknown),
            Summary(SignerRole.Cbql, "", CertificateStatus.Good),
            Summary(SignerRole.PhatHanh, "", CertificateStatus.NotChecked),
            Summary(SignerRole.Gvcn, "", CertificateStatus.Unspecified),
        ],
        Timestamp: null
    );

    [Fact]
    public void Warnings_WhenAStatusWasNotKnown_NameFileIdentityAndRole() =>
        Assert.Equal(
            ["a.xml: signed with a warning: the status of the certificate of 'co-lan' (GVBM:TOAN) was not known"],
            s_file.Warnings
        );

    [Fact]
    public void Json_WhenStatusesDiffer_TellsEach()
    {
        var json = JsonDocument.Parse(SignJson.Line(s_file)).RootElement;

        Assert.Equal(
            ["unknown", "good", "not-checked", null],
            json.GetProperty("signatures")
                .EnumerateArray()
                .Select(static s => s.GetProperty("certificateStatus").GetString())
        );
        Assert.Equal(JsonValueKind.Null, json.GetProperty("error").ValueKind);
        Assert.Equal(JsonValueKind.Null, json.GetProperty("documentTimestamp").ValueKind);
    }

    private static SignatureSummary Summary(SignerRole role, string subject, CertificateStatus status) =>
        new()
        {
            Role = role,
            Subject = subject,
            Identity = "co-lan",
            CertificateStatus = status,
            SigningTime = new Timestamp(),
        };
}
