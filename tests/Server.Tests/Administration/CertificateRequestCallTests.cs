// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Client;
using HocBaSo.Signing.Server.Administration;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>Certificate requests: their content reaches the registry, and the request comes back.</summary>
public sealed class CertificateRequestCallTests
{
    private static readonly DateTimeOffset At = new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task CreateCertificateRequest_WhenEveryFieldIsSet_HandsOnEachAndAnswersTheRequest()
    {
        var registry = new FakeAdministration
        {
            Answer = static _ => new ChangeResult(
                FakeAdministration.Record(
                    "gv",
                    versions: FakeAdministration.Version(1) with
                    {
                        CertificateRequest = new byte[] { 0x30, 0x01 },
                    }
                ),
                null,
                null
            ),
        };
        await using var host = await TestHost.StartAsync(administration: registry);
        using var client = new CertificateAdminClient(host.Host.GrpcAddress);

        var response = await client.CreateCertificateRequestAsync(AdminCalls.Request());

        var content = ((MakeRequest)registry.Changes.Single().Change).Content;
        Assert.Equal([0x30, 0x01], response.CertificateRequest.ToByteArray());
        Assert.Equal(
            (
                "VN",
                "Hà Nội",
                "Ba Đình",
                "THCS Nguyễn Huệ",
                "Hiệu trưởng",
                "Nguyễn Thị Ánh",
                "123",
                "CCCD:001",
                "a@b.vn"
            ),
            (
                content.Subject.Country,
                content.Subject.StateOrProvince,
                content.Subject.Locality,
                content.Subject.Organization,
                content.Subject.Title,
                content.Subject.CommonName,
                content.Subject.SerialNumber,
                content.Subject.UserId,
                content.Subject.EmailAddress
            )
        );
        Assert.Equal(["Phòng", "Tổ"], content.Subject.OrganizationalUnits);
        Assert.Equal(["truong.edu.vn"], content.DnsNames);
        Assert.Equal(["c@d.vn"], content.EmailAddresses);
        Assert.Equal(["https://truong.edu.vn/x"], content.Uris);
        Assert.Equal("secret", content.ChallengePassword);
    }

    [Fact]
    public async Task CreateCertificateRequest_WhenItWaits_AnswersNoRequest()
    {
        var pending = new PendingChange(
            "c1",
            "a",
            At,
            At.AddDays(1),
            "CertificateAdminService/X",
            "t",
            "gv",
            "Does it."
        );
        var registry = new FakeAdministration
        {
            Answer = _ => new ChangeResult(
                FakeAdministration.Record(
                    "gv",
                    versions: FakeAdministration.Version(1) with
                    {
                        CertificateRequest = new byte[] { 0x30, 0x01 },
                    }
                ),
                null,
                pending
            ),
        };
        await using var host = await TestHost.StartAsync(administration: registry);
        using var client = new CertificateAdminClient(host.Host.GrpcAddress);

        var response = await client.CreateCertificateRequestAsync(AdminCalls.Request());

        Assert.Empty(response.CertificateRequest);
        Assert.Equal(
            ("c1", "a", At, At.AddDays(1), "CertificateAdminService/X", "gv", "Does it."),
            (
                response.Outcome.Pending.ChangeId,
                response.Outcome.Pending.Administrator,
                response.Outcome.Pending.RequestedAt.ToDateTimeOffset(),
                response.Outcome.Pending.ExpiresAt.ToDateTimeOffset(),
                response.Outcome.Pending.Operation,
                response.Outcome.Pending.Identity,
                response.Outcome.Pending.Description
            )
        );
    }

    [Theory]
    [InlineData("subject")]
    [InlineData("subject.common_name")]
    [InlineData("subject.country")]
    [InlineData("subject.organization")]
    [InlineData("subject.organizational_units")]
    [InlineData("subject.organizational_units[1]")]
    [InlineData("subject.email_address")]
    [InlineData("alternative_names.dns_names[1]")]
    [InlineData("alternative_names.email_addresses[1]")]
    [InlineData("challenge_password")]
    [InlineData("version")]
    [InlineData("identity")]
    public async Task CreateCertificateRequest_WhenAFieldIsWrong_NamesIt(string field)
    {
        var request = AdminCalls.Request();
        Action spoil = field switch
        {
            "subject" => () => request.Subject = null,
            "subject.common_name" => () => request.Subject.CommonName = "",
            "subject.country" => () => request.Subject.Country = "vn",
            "subject.organization" => () => request.Subject.Organization = new string('x', 65),
            "subject.organizational_units" => () =>
                request.Subject.OrganizationalUnits.AddRange(Enumerable.Repeat("x", 7)),
            "subject.organizational_units[1]" => () => request.Subject.OrganizationalUnits[1] = "a\nb",
            "subject.email_address" => () => request.Subject.EmailAddress = "ü@x",
            "alternative_names.email_addresses[1]" => () => request.AlternativeNames.EmailAddresses.Add(""),
            "alternative_names.dns_names[1]" => () => request.AlternativeNames.DnsNames.Add("trường.vn"),
            "challenge_password" => () => request.ChallengePassword = new string('x', 256),
            "version" => () => request.Version = 0,
            _ => () => request.Identity = "",
        };
        spoil();
        await AdminCalls.RefusesAsync(field, async admin => await admin.CreateCertificateRequestAsync(request));
    }

    [Fact]
    public async Task CreateCertificateRequest_WhenSeveralFieldsAreWrong_TellsAllAtOnce()
    {
        var request = AdminCalls.Request();
        request.Subject.CommonName = new string('a', 80);
        request.Subject.Country = "vn";
        request.Subject.EmailAddress = "ü@x";
        request.AlternativeNames.Uris.Add("not a uri");
        var registry = new FakeAdministration();
        await using var host = await TestHost.StartAsync(administration: registry);
        using var client = new CertificateAdminClient(host.Host.GrpcAddress);

        var e = await Assert.ThrowsAsync<SigningClientException>(() => client.CreateCertificateRequestAsync(request));

        Assert.Equal(("INVALID_REQUEST", "subject.common_name"), (e.Kind, e.Field));
        Assert.Equal(
            "subject.common_name is longer than 64 characters; subject.country is not two capital letters (ISO 3166); "
                + "subject.email_address is not a mail address in ASCII; alternative_names.uris[1] is not an absolute URI in ASCII.",
            e.Message
        );
        Assert.Empty(registry.Changes);
    }
}
