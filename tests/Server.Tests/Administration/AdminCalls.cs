// SPDX-License-Identifier: Apache-2.0
using Google.Rpc;
using Grpc.Core;
using Wire = HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>What administrators send, and how it is refused.</summary>
internal static class AdminCalls
{
    /// <summary>Requires that a call is refused, for this field alone, and that nothing is changed.</summary>
    public static async Task RefusesAsync(
        string field,
        Func<Wire.CertificateAdminService.CertificateAdminServiceClient, Task> call,
        StatusCode status = StatusCode.InvalidArgument
    )
    {
        var registry = new FakeAdministration();
        await using var host = await TestHost.StartAsync(administration: registry);
        var e = await Assert.ThrowsAsync<RpcException>(() =>
            call(new Wire.CertificateAdminService.CertificateAdminServiceClient(host.Channel))
        );
        var details = Google.Rpc.Status.Parser.ParseFrom(e.Trailers.GetValueBytes("grpc-status-details-bin"));

        Assert.Equal(status, e.StatusCode);
        Assert.True(details.Details[1].TryUnpack<BadRequest>(out var bad));
        Assert.Equal(field, bad.FieldViolations.Single().Field);
        Assert.Empty(registry.Changes);
    }

    /// <summary>A teacher with two roles.</summary>
    public static Wire.IdentityDefinition Definition() =>
        new()
        {
            Identity = "gv",
            Kind = Wire.IdentityKind.Person,
            School = "01000123",
            Roles =
            {
                new Wire.RoleGrant { Role = Wire.SignerRole.Gvbm, Subjects = { "TOAN", "LY" } },
                new Wire.RoleGrant { Role = Wire.SignerRole.Gvcn },
            },
        };

    /// <summary>A request with every field but the country.</summary>
    public static Wire.CreateCertificateRequestRequest Request() =>
        new()
        {
            Identity = "gv",
            Version = 1,
            Subject = new Wire.RequestedSubject
            {
                StateOrProvince = "Hà Nội",
                Locality = "Ba Đình",
                Organization = "THCS Nguyễn Huệ",
                OrganizationalUnits = { "Phòng", "Tổ" },
                Title = "Hiệu trưởng",
                CommonName = "Nguyễn Thị Ánh",
                SerialNumber = "123",
                UserId = "CCCD:001",
                EmailAddress = "a@b.vn",
            },
            AlternativeNames = new Wire.AlternativeNames
            {
                DnsNames = { "truong.edu.vn" },
                EmailAddresses = { "c@d.vn" },
                Uris = { "https://truong.edu.vn/x" },
            },
            ChallengePassword = "secret",
        };
}
