// SPDX-License-Identifier: Apache-2.0
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pkcs11;
using HocBaSo.Signing.Server.Administration;
using Wire = HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Tests;

public sealed class AdminCallTests
{
    private static readonly DateTimeOffset At = new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Changes_WhenTheyAreAskedFor_AreHandedOnWithTheCaller()
    {
        var registry = new FakeAdministration
        {
            Answer = static _ => new ChangeResult(Active(), Active().Active, null),
        };
        await using var host = await TestHost.StartAsync(administration: registry);
        using var client = new CertificateAdminClient(host.Host.GrpcAddress);
        using var certificate = MadeCertificate.Of("Nguyễn Thị Ánh");
        ReadOnlyMemory<byte>[] chain = [certificate.RawData];
        var definition = Definition();

        await client.CreateIdentityAsync(definition, "r-1");
        await client.UpdateIdentityAsync(definition, "r-2");
        await client.GenerateKeyAsync("gv", Wire.KeyKind.Rsa3072, "", "r-3");
        await client.InstallCertificateAsync("gv", 2, chain, "r-4");
        await client.ImportVersionAsync("gv", "pkcs11:token=token-1;id=%07", chain, "r-5");
        await client.ActivateVersionAsync("gv", 2, At, "r-6");
        await client.ActivateVersionAsync("gv", 3, null, "r-7");
        await client.RollBackAsync("gv", "r-8");
        await client.RetireVersionAsync("gv", 1, "r-9");
        await client.SuspendVersionAsync("gv", 1, "mất thẻ", "r-10");
        await client.ResumeVersionAsync("gv", 1, "r-11");
        var last = await client.RevokeVersionAsync("gv", 1, Wire.RevocationReason.KeyCompromise, "r-12");

        Assert.Equal(("r-12", 2), (last.RequestId, last.Version));
        Assert.Equal(2, last.Identity.ActiveVersion);
        var changes = registry.Changes.ToArray();
        Assert.All(
            changes,
            static (c, i) => Assert.Equal(("loopback", $"r-{i + 1}"), (c.Call.Administrator, c.Call.RequestId))
        );
        Assert.Equal(
            [
                "CreateIdentity",
                "UpdateIdentity",
                "GenerateKey",
                "InstallCertificate",
                "ImportVersion",
                "ActivateVersion",
                "ActivateVersion",
                "RollBack",
                "RetireVersion",
                "SuspendVersion",
                "ResumeVersion",
                "RevokeVersion",
            ],
            changes.Select(static c => c.Change.GetType().Name)
        );
        Assert.All(
            changes,
            static c => Assert.Equal("CertificateAdminService/" + c.Change.GetType().Name, c.Call.Operation)
        );
        Assert.All(changes, static c => Assert.Equal((TestHost.Tenant, "gv"), (c.Change.Tenant, c.Change.IdentityId)));
        var made = ((CreateIdentity)changes[0].Change).Definition;
        Assert.Equal((Core.IdentityKind.Person, "01000123", false), (made.Kind, made.School, made.IsConfigured));
        Assert.Equal(
            "GVBM TOAN,LY;GVCN ",
            string.Join(
                ';',
                made.Roles.Select(static r => $"{RoleClaim.NameOf(r.Role)} {string.Join(',', r.Subjects)}")
            )
        );
        Assert.Equal(("token-1", KeyKind.Rsa3072), changes[2].Change is GenerateKey k ? (k.Token, k.Kind) : default);
        Assert.Equal(certificate.RawData, Assert.Single(((InstallCertificate)changes[3].Change).Chain).RawData);
        Assert.Equal("pkcs11:token=token-1;id=%07", ((ImportVersion)changes[4].Change).KeyUri);
        Assert.Equal(At, ((ActivateVersion)changes[5].Change).At);
        Assert.Null(((ActivateVersion)changes[6].Change).At);
        Assert.Equal("mất thẻ", ((SuspendVersion)changes[9].Change).Reason);
        Assert.Equal("keyCompromise", ((RevokeVersion)changes[11].Change).Reason);
    }

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

        var response = await client.CreateCertificateRequestAsync(Request());

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

        var response = await client.CreateCertificateRequestAsync(Request());

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
    [InlineData("definition")]
    [InlineData("definition.identity")]
    [InlineData("definition.kind")]
    [InlineData("definition.school")]
    [InlineData("definition.roles")]
    [InlineData("definition.roles[0].role")]
    [InlineData("definition.roles[0].subjects")]
    [InlineData("definition.roles[1].subjects")]
    [InlineData("request_id")]
    [InlineData("tenant")]
    public async Task CreateIdentity_WhenAFieldIsWrong_NamesIt(string field)
    {
        var request = new Wire.CreateIdentityRequest { Definition = Definition() };
        var definition = request.Definition;
        Action spoil = field switch
        {
            "definition" => () => request.Definition = null,
            "definition.identity" => () => definition.Identity = "a b",
            "definition.kind" => () => definition.Kind = (Wire.IdentityKind)9,
            "definition.school" => () => definition.School = "a\u001Bb",
            "definition.roles" => () => definition.Roles.Add(definition.Roles[0].Clone()),
            "definition.roles[0].role" => () => definition.Roles[0].Role = Wire.SignerRole.PhatHanh,
            "definition.roles[0].subjects" => () => definition.Roles[0].Subjects.Add("a b"),
            "definition.roles[1].subjects" => () => definition.Roles[1].Subjects.Add("TOAN"),
            "request_id" => () => request.RequestId = "a b",
            _ => () => request.Tenant = "nobody",
        };
        spoil();
        await RefusesAsync(
            field,
            async admin => await admin.CreateIdentityAsync(request),
            field == "tenant" ? StatusCode.PermissionDenied : StatusCode.InvalidArgument
        );
    }

    [Theory]
    [InlineData("subject")]
    [InlineData("subject.common_name")]
    [InlineData("subject.country")]
    [InlineData("subject.organization")]
    [InlineData("subject.organizational_units")]
    [InlineData("subject.organizational_units[1]")]
    [InlineData("alternative_names")]
    [InlineData("challenge_password")]
    [InlineData("version")]
    [InlineData("identity")]
    public async Task CreateCertificateRequest_WhenAFieldIsWrong_NamesIt(string field)
    {
        var request = Request();
        Action spoil = field switch
        {
            "subject" => () => request.Subject = null,
            "subject.common_name" => () => request.Subject.CommonName = "",
            "subject.country" => () => request.Subject.Country = "vn",
            "subject.organization" => () => request.Subject.Organization = new string('x', 65),
            "subject.organizational_units" => () =>
                request.Subject.OrganizationalUnits.AddRange(Enumerable.Repeat("x", 7)),
            "subject.organizational_units[1]" => () => request.Subject.OrganizationalUnits[1] = "a\nb",
            "alternative_names" => () => request.AlternativeNames.DnsNames.Add("trường.vn"),
            "challenge_password" => () => request.ChallengePassword = new string('x', 256),
            "version" => () => request.Version = 0,
            _ => () => request.Identity = "",
        };
        spoil();
        await RefusesAsync(field, async admin => await admin.CreateCertificateRequestAsync(request));
    }

    public static TheoryData<string, byte[][]> BadChains =>
        new()
        {
            { "certificate_chain", [] },
            { "certificate_chain", [.. Enumerable.Repeat(MadeCertificate.Of("x").RawData, 11)] },
            { "certificate_chain", [new byte[(64 << 10) + 1]] },
            {
                "certificate_chain[0]",
                [
                    [0x30, 0x03, 0x02, 0x01],
                ]
            },
            {
                "certificate_chain[0]",
                [
                    [.. MadeCertificate.Of("x").RawData, 0],
                ]
            },
            { "certificate_chain[1]", [MadeCertificate.Of("x").RawData, []] },
            {
                "certificate_chain[0]",
                [System.Text.Encoding.ASCII.GetBytes(MadeCertificate.Of("x").ExportCertificatePem())]
            },
        };

    [Theory]
    [MemberData(nameof(BadChains))]
    public async Task InstallCertificate_WhenTheChainIsWrong_NamesThePlace(string field, byte[][] chain)
    {
        var request = new Wire.InstallCertificateRequest { Identity = "gv", Version = 1 };
        request.CertificateChain.AddRange(chain.Select(ByteString.CopyFrom));

        await RefusesAsync(field, async admin => await admin.InstallCertificateAsync(request));
    }

    [Fact]
    public Task GenerateKey_WhenTheKindIsUnknown_NamesIt() =>
        RefusesAsync(
            "kind",
            async admin =>
                await admin.GenerateKeyAsync(new Wire.GenerateKeyRequest { Identity = "gv", Kind = (Wire.KeyKind)99 })
        );

    [Fact]
    public Task GenerateKey_WhenThereIsNoSuchToken_IsNotFound() =>
        RefusesAsync(
            "token",
            async admin =>
                await admin.GenerateKeyAsync(new Wire.GenerateKeyRequest { Identity = "gv", Token = "other" }),
            StatusCode.NotFound
        );

    [Fact]
    public async Task GenerateKey_WhenThereAreSeveralTokens_AsksForTheName()
    {
        var registry = new FakeAdministration { Tokens = ["a", "b"] };
        await using var host = await TestHost.StartAsync(administration: registry);
        using var client = new CertificateAdminClient(host.Host.GrpcAddress);

        var e = await Assert.ThrowsAsync<SigningClientException>(() => client.GenerateKeyAsync("gv", default, ""));
        await client.GenerateKeyAsync("gv", default, "b");

        Assert.Equal("token", e.Field);
        Assert.Equal("b", ((GenerateKey)registry.Changes.Single().Change).Token);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\tb")]
    [InlineData("\u2028")]
    public Task SuspendVersion_WhenTheReasonIsNoLine_NamesIt(string reason) =>
        RefusesAsync(
            "reason",
            async admin =>
                await admin.SuspendVersionAsync(
                    new Wire.SuspendVersionRequest
                    {
                        Identity = "gv",
                        Version = 1,
                        Reason = reason,
                    }
                )
        );

    // 6 is certificateHold, 7 is no reason, 8 is removeFromCRL.
    [Theory]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(-1)]
    public Task RevokeVersion_WhenTheReasonIsNoneOfAnEnd_NamesIt(int reason) =>
        RefusesAsync(
            "reason",
            async admin =>
                await admin.RevokeVersionAsync(
                    new Wire.RevokeVersionRequest
                    {
                        Identity = "gv",
                        Version = 1,
                        Reason = (Wire.RevocationReason)reason,
                    }
                )
        );

    [Theory]
    [InlineData(long.MaxValue, 0)]
    [InlineData(long.MinValue, 0)]
    [InlineData(0, -1)]
    [InlineData(0, int.MaxValue)]
    public Task ActivateVersion_WhenTheTimeIsNone_NamesIt(long seconds, int nanos) =>
        RefusesAsync(
            "activate_at",
            async admin =>
                await admin.ActivateVersionAsync(
                    new Wire.ActivateVersionRequest
                    {
                        Identity = "gv",
                        Version = 1,
                        ActivateAt = new Timestamp { Seconds = seconds, Nanos = nanos },
                    }
                )
        );

    [Fact]
    public async Task ImportVersion_WhenNoCertificateIsGiven_TakesTheOneBesideTheKey()
    {
        using var certificate = MadeCertificate.Of("x");
        var registry = new FakeAdministration();
        registry.Objects.Add(new TokenObject("pkcs11:token=token-1;id=%07", "07", "l", KeyKind.EcP256, [certificate]));
        await using var host = await TestHost.StartAsync(administration: registry);
        using var client = new CertificateAdminClient(host.Host.GrpcAddress);

        await client.ImportVersionAsync("gv", "pkcs11:token=token-1;id=%07", []);
        var e = await Assert.ThrowsAsync<SigningClientException>(() =>
            client.ImportVersionAsync("gv", "pkcs11:token=token-1;id=%08", [])
        );

        Assert.Same(certificate, ((ImportVersion)registry.Changes.Single().Change).Chain.Single());
        Assert.Equal("certificate_chain", e.Field);
    }

    [Fact]
    public async Task ConfirmAndReject_WhenTheyAreAskedFor_AreHandedOn()
    {
        var registry = new FakeAdministration();
        await using var host = await TestHost.StartAsync(administration: registry);
        using var client = new CertificateAdminClient(host.Host.GrpcAddress);

        await client.ConfirmChangeAsync("c1", "r-1");
        Assert.Equal("r-2", await client.RejectChangeAsync("c2", "r-2"));
        await client.TestSignAsync("gv", 3);

        Assert.Equal(["confirm c1", "reject c2", "test gv/3"], registry.Others.Select(static o => o.What));
        Assert.Equal(["r-1", "r-2"], registry.Others.Take(2).Select(static o => o.Call.RequestId));
        Assert.All(
            registry.Others,
            static o => Assert.Equal(("loopback", TestHost.Tenant), (o.Call.Administrator, o.Tenant))
        );
        await RefusesAsync(
            "change_id",
            async admin => await admin.ConfirmChangeAsync(new Wire.ConfirmChangeRequest { ChangeId = "a b" })
        );
    }

    [Fact]
    public async Task Changes_WhenTheServerIsOverloadedForAMoment_AreSentAgainUnderTheirId()
    {
        var calls = 0;
        var registry = new FakeAdministration
        {
            Answer = _ =>
                calls++ < 2
                    ? throw new SigningException(SigningErrorKind.HsmUnavailable, "Not now.")
                    {
                        RetryAfter = TimeSpan.FromMilliseconds(5),
                    }
                    : new ChangeResult(null, null, null),
        };
        await using var host = await TestHost.StartAsync(administration: registry);
        using var client = new CertificateAdminClient(host.Host.GrpcAddress);

        var outcome = await client.RollBackAsync("gv");

        Assert.Equal(3, registry.Changes.Count);
        Assert.Equal([outcome.RequestId], registry.Changes.Select(static c => c.Call.RequestId).Distinct());
    }

    internal static async Task RefusesAsync(
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

    private static IdentityRecord Active() =>
        FakeAdministration.Record(
            "gv",
            versions: [FakeAdministration.Version(1), FakeAdministration.Version(2, Core.VersionState.Active)]
        );

    private static Wire.IdentityDefinition Definition() =>
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

    private static Wire.CreateCertificateRequestRequest Request() =>
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
