// SPDX-License-Identifier: Apache-2.0
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Errors;
using Microsoft.Extensions.Logging;
using Wire = HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Tests;

public sealed class CallTests
{
    public static TheoryData<SigningErrorKind> Kinds => [.. Enum.GetValues<SigningErrorKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Sign_WhenItFails_TellsKindStatusAndField(SigningErrorKind kind)
    {
        await using var host = await TestHost.StartAsync(
            (_, _) => Task.FromResult(FakeSigning.Failed(kind, "steps[0].identity"))
        );
        using var client = new SigningClient(host.Host.GrpcAddress, new SigningClientOptions { MaxRetries = 0 });
        var e = await Assert.ThrowsAsync<SigningClientException>(() =>
            client.SignAsync(Document(), TestHost.Settings())
        );
        var item = await client
            .SignBatchAsync(new[] { Document() }.ToAsyncEnumerable(), TestHost.Settings())
            .SingleAsync();

        foreach (var error in new[] { e, item.Error! })
        {
            Assert.Equal(GrpcStatusMap.StatusOf(kind), error.Status);
            Assert.Equal(GrpcStatusMap.ReasonOf(kind), error.Kind);
            Assert.Equal(kind == SigningErrorKind.Internal ? null : "settings.steps[0].identity", error.Field);
            Assert.Equal(
                error.Status is StatusCode.Unavailable or StatusCode.ResourceExhausted,
                error.RetryAfter is not null
            );
            Assert.Equal(kind == SigningErrorKind.Internal ? RichErrors.InternalMessage : "A sentence.", error.Message);
        }
        Assert.NotNull(e.CallId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Sign_WhenADocumentTimestampIsAskedFor_AsksForItAndTellsItInBothAnswers(bool asked)
    {
        await using var host = await TestHost.StartAsync();
        var settings = asked ? new Wire.SigningSettings { DocumentTimestamp = true } : TestHost.Settings();

        var unary = await host.Client.SignAsync(Document(), settings);
        var item = await host.Client.SignBatchAsync(new[] { Document() }.ToAsyncEnumerable(), settings).SingleAsync();

        foreach (var signed in new[] { unary, item.Signed! })
        {
            Assert.Equal(asked ? 0 : 1, signed.Signatures.Count);
            Assert.Equal(asked ? "DTS-1" : null, signed.DocumentTimestamp?.FieldName);
            Assert.Equal(asked ? FakeSigning.Time : null, signed.DocumentTimestamp?.Time.ToDateTimeOffset());
            Assert.Equal(asked ? "tsa" : null, signed.DocumentTimestamp?.Authority);
        }
    }

    [Theory]
    [InlineData("profile")]
    [InlineData("document_timestamp")]
    [InlineData("steps")] // images of all steps together
    public async Task Sign_WhenASettingIsRefused_NamesTheFieldOfTheProtos(string field)
    {
        await using var host = await TestHost.StartAsync(
            (_, _) => Task.FromResult(FakeSigning.Failed(SigningErrorKind.UnsupportedFormat, field))
        );
        using var client = new SigningClient(host.Host.GrpcAddress, new SigningClientOptions { MaxRetries = 0 });

        var e = await Assert.ThrowsAsync<SigningClientException>(() =>
            client.SignAsync(Document(), TestHost.Settings())
        );

        Assert.Equal("settings." + field, e.Field);
    }

    [Fact]
    public void ReasonOf_WhenAKindHasSeveralWords_IsUpperSnake()
    {
        Assert.Equal("SELF_VERIFICATION_FAILED", GrpcStatusMap.ReasonOf(SigningErrorKind.SelfVerificationFailed));
        Assert.Equal("HSM_UNAVAILABLE", GrpcStatusMap.ReasonOf(SigningErrorKind.HsmUnavailable));
        Assert.Equal("INTERNAL", GrpcStatusMap.ReasonOf(SigningErrorKind.Internal));
    }

    [Fact]
    public async Task Sign_WhenItFails_CarriesRichDetails()
    {
        await using var host = await TestHost.StartAsync(
            (_, _) => Task.FromResult(FakeSigning.Failed(SigningErrorKind.OutOfOrder, "GVCN"))
        );
        var e = await Assert.ThrowsAsync<RpcException>(async () => await host.Signing.SignAsync(Request()));
        var status = Google.Rpc.Status.Parser.ParseFrom(e.Trailers.GetValueBytes("grpc-status-details-bin"));

        Assert.Equal((int)StatusCode.FailedPrecondition, status.Code);
        Assert.True(status.Details[0].TryUnpack<ErrorInfo>(out var info));
        Assert.Equal(("OUT_OF_ORDER", "signing.hocbaso.vn"), (info.Reason, info.Domain));
        Assert.True(status.Details[1].TryUnpack<BadRequest>(out var bad));
        Assert.Equal("GVCN", bad.FieldViolations.Single().Field);
    }

    [Fact]
    public async Task Sign_WhenTheServerHasADefect_TellsNothingOfIt()
    {
        var logs = new LogRecorder();
        await using var host = await TestHost.StartAsync(
            (_, _) => throw new InvalidOperationException("secret cause"),
            logs: logs
        );
        var e = await Assert.ThrowsAsync<RpcException>(async () => await host.Signing.SignAsync(Request()));

        Assert.Equal(StatusCode.Internal, e.StatusCode);
        Assert.Equal(RichErrors.InternalMessage, e.Status.Detail);
        Assert.Contains(
            logs.Entries,
            static entry => entry.Level == LogLevel.Error && entry.Text.Contains("secret cause")
        );
    }

    [Fact]
    public async Task Sign_WhenItWorks_LogsNoContent()
    {
        var logs = new LogRecorder();
        await using var host = await TestHost.StartAsync(logs: logs);
        var request = Request();
        request.Document = ByteString.CopyFromUtf8("<HoTen>Nguyễn Văn An</HoTen>");
        request.Settings.Steps[0].Capacity = Wire.SigningCapacity.Kt;
        request.Settings.Steps[0].OnBehalfOf = "Trần Thị Bình";
        await host.Signing.SignAsync(request);

        Assert.Contains(logs.Entries, static entry => entry.Text.Contains("/Sign ended OK"));
        Assert.DoesNotContain(
            logs.Entries,
            static entry => entry.Text.Contains("Nguyễn") || entry.Text.Contains("Bình")
        );
    }

    [Fact]
    public async Task Sign_WhenItWorks_MapsEveryField()
    {
        SigningRequest? seen = null;
        await using var host = await TestHost.StartAsync(
            (request, _) =>
            {
                seen = request;
                return FakeSigning.Append(request, default);
            }
        );
        var request = Request();
        request.RequestId = "r-1";
        request.Settings.Profile = "xmldsig-dscks";
        request.Settings.Steps.Insert(
            0,
            new Wire.SigningStep
            {
                Role = Wire.SignerRole.Gvbm,
                Subject = "TOAN",
                Identity = "gv-toan",
                Capacity = Wire.SigningCapacity.SignedInPlaceOf,
                OnBehalfOf = "Lê Văn Cường",
                Level = Wire.SignatureLevel.BaselineT,
            }
        );
        var response = await host.Signing.SignAsync(request, deadline: DateTime.UtcNow.AddMinutes(1));

        Assert.Equal(new RequestKey(TestHost.Tenant, "loopback", "r-1"), seen!.Key);
        Assert.True(seen.IsRepeatable);
        Assert.False(seen.MayWait);
        Assert.NotNull(seen.Deadline);
        Assert.Equal("xmldsig-dscks", seen.Profile);
        Assert.Equal(
            new SigningStep(new RoleClaim(Core.SignerRole.Gvbm, "TOAN"), "gv-toan")
            {
                Capacity = Core.SigningCapacity.SignedInPlaceOf,
                OnBehalfOf = "Lê Văn Cường",
                Level = Core.SignatureLevel.BaselineT,
            },
            seen.Steps[0]
        );
        var signature = response.Signatures.Single();
        Assert.Equal(
            ("S-1", "gv-toan", "0A", "TOAN", "tsa"),
            (
                signature.SignatureId,
                signature.Identity,
                signature.CertificateSerial,
                signature.Subject,
                signature.TimestampAuthority
            )
        );
        Assert.Equal(FakeSigning.Time, signature.SigningTime.ToDateTimeOffset());
        Assert.Equal("r-1", response.RequestId);
    }

    [Theory]
    [InlineData("settings")]
    [InlineData("settings.steps")]
    [InlineData("settings.steps[0].role")]
    [InlineData("settings.steps[0].subject")]
    [InlineData("settings.steps[0].identity")]
    [InlineData("settings.steps[0].capacity")]
    [InlineData("settings.steps[0].on_behalf_of")]
    [InlineData("settings.steps[0].level")]
    [InlineData("settings.profile")]
    [InlineData("settings.tenant")]
    [InlineData("request_id")]
    [InlineData("format")]
    [InlineData("document")]
    public async Task Sign_WhenAFieldIsWrong_NamesIt(string field)
    {
        await using var host = await TestHost.StartAsync();
        var request = Request();
        var step = request.Settings.Steps[0];
        Action spoil = field switch
        {
            "settings" => () => request.Settings = null,
            "settings.steps" => () => request.Settings.Steps.Clear(),
            "settings.steps[0].role" => () => step.Role = 0,
            "settings.steps[0].subject" => () => step.Subject = "TOAN",
            "settings.steps[0].identity" => () => step.Identity = "a b",
            "settings.steps[0].capacity" => () => step.OnBehalfOf = "X",
            "settings.steps[0].on_behalf_of" => () =>
                (step.Capacity, step.OnBehalfOf) = (Wire.SigningCapacity.Kt, "X;Y"),
            "settings.steps[0].level" => () => step.Level = (Wire.SignatureLevel)9,
            "settings.profile" => () => request.Settings.Profile = "other",
            "settings.tenant" => () => request.Settings.Tenant = "nobody",
            "request_id" => () => request.RequestId = "with space",
            "format" => () => request.Format = 0,
            _ => () => request.Document = ByteString.Empty,
        };
        spoil();
        using var client = new SigningClient(host.Host.GrpcAddress);
        var e = await Assert.ThrowsAsync<RpcException>(async () => await host.Signing.SignAsync(request));
        var status = Google.Rpc.Status.Parser.ParseFrom(e.Trailers.GetValueBytes("grpc-status-details-bin"));
        Assert.True(status.Details[1].TryUnpack<BadRequest>(out var bad));

        Assert.Equal(field, bad.FieldViolations.Single().Field);
        Assert.Equal(
            field == "settings.tenant" ? StatusCode.PermissionDenied : StatusCode.InvalidArgument,
            e.StatusCode
        );
    }

    [Theory]
    [InlineData((1 << 20) + 1, "DOCUMENT_TOO_LARGE")]
    [InlineData((4 << 20) + 1, "DOCUMENT_TOO_LARGE")]
    [InlineData(9 << 20, "RESOURCE_EXHAUSTED")]
    public async Task Sign_WhenTheDocumentIsOverTheLimit_SaysSo(int size, string kind)
    {
        await using var host = await TestHost.StartAsync();
        var e = await Assert.ThrowsAsync<SigningClientException>(() =>
            host.Client.SignAsync(new DocumentToSign("d", new byte[size]), TestHost.Settings())
        );
        Assert.Equal(kind, e.Kind);
    }

    [Fact]
    public async Task Sign_WhenThereAreSeveralTenants_AsksForTheName()
    {
        await using var host = await TestHost.StartAsync(tenants: ["a", "b"]);
        var e = await Assert.ThrowsAsync<SigningClientException>(() =>
            host.Client.SignAsync(Document(), TestHost.Settings())
        );
        Assert.Equal(("INVALID_REQUEST", "settings.tenant"), (e.Kind, e.Field));

        var settings = TestHost.Settings();
        settings.Tenant = "b";
        Assert.NotNull(await host.Client.SignAsync(Document(), settings));
    }

    [Fact]
    public async Task Sign_WhenTheServerIsOverloadedForAMoment_TriesTheSameRequestAgain()
    {
        var ids = new List<string>();
        await using var host = await TestHost.StartAsync(
            (request, _) =>
            {
                ids.Add(request.Key.RequestId);
                return Task.FromResult(
                    ids.Count < 3
                        ? SigningResult.Of(
                            new SigningError(SigningErrorKind.Overloaded, "Full.")
                            {
                                RetryAfter = TimeSpan.FromMilliseconds(5),
                            }
                        )
                        : FakeSigning.Signed(request)
                );
            }
        );
        var signed = await host.Client.SignAsync(new DocumentToSign("", "x"u8.ToArray()), TestHost.Settings());

        Assert.Equal(3, ids.Count);
        Assert.Single(ids.Distinct());
        Assert.Equal(ids[0], signed.RequestId);
    }

    [Fact]
    public async Task Sign_WhenTheFailureIsTheRequestsOwn_DoesNotTryAgain()
    {
        var calls = 0;
        await using var host = await TestHost.StartAsync(
            (_, _) =>
            {
                calls++;
                return Task.FromResult(FakeSigning.Failed(SigningErrorKind.MalformedDocument));
            }
        );
        await Assert.ThrowsAsync<SigningClientException>(() => host.Client.SignAsync(Document(), TestHost.Settings()));
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task Sign_WhenTheCallerGivesUp_CancelsTheWork()
    {
        var cancelled = new TaskCompletionSource();
        var began = new TaskCompletionSource();
        await using var host = await TestHost.StartAsync(
            async (_, ct) =>
            {
                began.SetResult();
                await Task.Delay(Timeout.Infinite, ct)
                    .ContinueWith(static _ => { }, default, default, TaskScheduler.Default);
                cancelled.SetResult();
                return FakeSigning.Failed(SigningErrorKind.Cancelled);
            }
        );
        using var stop = new CancellationTokenSource();
        var call = host.Client.SignAsync(Document(), TestHost.Settings(), stop.Token);
        await began.Task.WaitAsync(TimeSpan.FromSeconds(10));
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    private static DocumentToSign Document() => new("d-1", "x"u8.ToArray());

    private static Wire.SignRequest Request() =>
        new()
        {
            Settings = TestHost.Settings(),
            Format = Wire.DocumentFormat.Xml,
            Document = ByteString.CopyFromUtf8("x"),
        };
}
