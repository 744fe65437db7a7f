// SPDX-License-Identifier: Apache-2.0
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Wire = HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>What is wrong in a change is named by its field, and nothing reaches the registry.</summary>
public sealed class AdminFieldTests
{
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
        var request = new Wire.CreateIdentityRequest { Definition = AdminCalls.Definition() };
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
        await AdminCalls.RefusesAsync(
            field,
            async admin => await admin.CreateIdentityAsync(request),
            field == "tenant" ? StatusCode.PermissionDenied : StatusCode.InvalidArgument
        );
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

        await AdminCalls.RefusesAsync(field, async admin => await admin.InstallCertificateAsync(request));
    }

    [Fact]
    public Task GenerateKey_WhenTheKindIsUnknown_NamesIt() =>
        AdminCalls.RefusesAsync(
            "kind",
            async admin =>
                await admin.GenerateKeyAsync(new Wire.GenerateKeyRequest { Identity = "gv", Kind = (Wire.KeyKind)99 })
        );

    [Theory]
    [InlineData("")]
    [InlineData("a\tb")]
    [InlineData("\u2028")]
    public Task SuspendVersion_WhenTheReasonIsNoLine_NamesIt(string reason) =>
        AdminCalls.RefusesAsync(
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
        AdminCalls.RefusesAsync(
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
        AdminCalls.RefusesAsync(
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
}
