// SPDX-License-Identifier: Apache-2.0
using System.Text;
using Grpc.Core;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.Core;
using Wire = HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Tests;

public sealed class VerifyTests
{
    [Fact]
    public async Task VerifyBatch_WhenDocumentsAreGoodBadAndUnknown_AnswersEach()
    {
        await using var host = await TestHost.StartAsync(verifiers: [new FakeVerifier()]);
        var documents = new[] { "good", "bad", "defect", "%PDF-1.7" }
            .Select(static text => new DocumentToSign(
                text,
                Encoding.ASCII.GetBytes(text),
                Wire.DocumentFormat.Unspecified
            ))
            .ToAsyncEnumerable();
        var results = await host.Client.VerifyBatchAsync(documents).ToDictionaryAsync(static r => r.Id);

        Assert.Equal(Wire.Indication.TotalPassed, results["good"].Report!.Indication);
        Assert.Equal(Wire.Integrity.Unreadable, results["bad"].Report!.Integrity);
        Assert.Equal("INTERNAL", results["defect"].Error!.Kind);
        Assert.Equal("UNSUPPORTED_FORMAT", results["%PDF-1.7"].Error!.Kind);
        Assert.Equal(0, host.Instruments.ItemsInFlight);
    }

    [Fact]
    public async Task Verify_WhenItHasAReport_MapsEveryField()
    {
        await using var host = await TestHost.StartAsync(verifiers: [new FakeVerifier()]);
        var report = await host.Client.VerifyAsync(new DocumentToSign("d", "good"u8.ToArray()));
        var signature = report.Signatures.Single();

        Assert.Equal(["GVCN"], report.MissingRoles);
        Assert.Equal("GVBM:TOAN", signature.Role);
        Assert.Equal("CN=A", signature.Signer);
        Assert.Equal("ECDSA", signature.Scheme);
        Assert.Equal(["", "MH-TOAN"], signature.SignedData);
        Assert.Equal(FakeSigning.Time, signature.TimestampTime.ToDateTimeOffset());
        Assert.Null(signature.SigningTime);
        Assert.Equal(["careful"], signature.Warnings);
    }

    [Fact]
    public async Task Verify_WhenTheTenantIsUnknown_IsNotPermitted()
    {
        await using var host = await TestHost.StartAsync(verifiers: [new FakeVerifier()]);
        var e = await Assert.ThrowsAsync<SigningClientException>(() =>
            host.Client.VerifyAsync(new DocumentToSign("d", "good"u8.ToArray()), "nobody")
        );
        Assert.Equal(StatusCode.PermissionDenied, e.Status);
    }

    private sealed class FakeVerifier : IDocumentVerifier
    {
        public DocumentFormat Format => DocumentFormat.Xml;

        public VerificationReport Verify(ReadOnlyMemory<byte> document, VerificationContext context) =>
            Encoding.ASCII.GetString(document.Span) switch
            {
                "good" => Good(),
                "bad" => VerificationReport.Unreadable(DocumentFormat.Xml, "Not XML."),
                _ => throw new InvalidOperationException("a defect"),
            };

        private static VerificationReport Good() =>
            new()
            {
                Format = DocumentFormat.Xml,
                Integrity = Integrity.Intact,
                Indication = Indication.TotalPassed,
                MissingRoles = [new RoleClaim(SignerRole.Gvcn)],
                Signatures =
                [
                    new SignatureReport
                    {
                        Id = "S",
                        Role = new RoleClaim(SignerRole.Gvbm, "TOAN"),
                        Signer = "CN=A",
                        Scheme = "ECDSA",
                        Digest = "SHA-256",
                        Level = "XAdES-BASELINE-T",
                        Timestamp = new TimestampReport(FakeSigning.Time, "CN=TSA"),
                        SignedData = ["", "MH-TOAN"],
                        Integrity = Integrity.Intact,
                        Indication = Indication.TotalPassed,
                        Warnings = ["careful"],
                    },
                ],
            };
    }
}
