// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Integration;

/// <summary>
/// The protos are the public API. What stands in the snapshot was released: it is never removed, renumbered or retyped. New
/// lines are added to the snapshot with the change that brings them (run with HBS_UPDATE_SNAPSHOT=1).
/// </summary>
public sealed class ProtoCompatibilityTests
{
    private static readonly string Snapshot = Repository.Path("tests", "Integration", "protos.snapshot.txt");

    private static SortedSet<string> Current =>
        ProtoSurface.Of(
            CommonReflection.Descriptor,
            SigningServiceReflection.Descriptor,
            VerificationServiceReflection.Descriptor,
            RenderingServiceReflection.Descriptor,
            IdentityReflection.Descriptor,
            CertificateAdminServiceReflection.Descriptor
        );

    [Fact]
    public void Protos_WhenComparedWithTheSnapshot_HaveLostNothing()
    {
        if (Environment.GetEnvironmentVariable("HBS_UPDATE_SNAPSHOT") == "1")
        {
            File.WriteAllLines(Snapshot, Current);
        }
        var released = File.ReadAllLines(Snapshot);
        Assert.True(released.Length > 100);
        Assert.Empty(released.Except(Current));
        Assert.Empty(Current.Except(released));
    }

    [Theory]
    [InlineData("field hocbaso.signing.v1.SigningStep.identity = 3: string")]
    [InlineData(
        "field hocbaso.signing.v1.ItemError.retry_after_ms = 5: int64 in _retry_after_ms",
        "field hocbaso.signing.v1.ItemError.retry_after_ms = 5: int64 optional"
    )]
    [InlineData("enum hocbaso.signing.v1.SignerRole.SIGNER_ROLE_PHAT_HANH = 4")]
    [InlineData("field hocbaso.signing.v1.SigningSettings.steps = 2: hocbaso.signing.v1.SigningStep repeated")]
    [InlineData(
        "rpc hocbaso.signing.v1.SigningService.SignBatch(stream hocbaso.signing.v1.SignBatchRequest) returns (stream hocbaso.signing.v1.SignBatchResponse)"
    )]
    public void Surface_WhenItIsWritten_TellsNumberTypeAndCardinality(params string[] anyOf) =>
        Assert.Contains(anyOf, Current.Contains);
}
