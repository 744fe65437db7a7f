// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Pades;
using HocBaSo.Signing.Pki;

namespace HocBaSo.Signing.Benchmarks;

/// <summary>The CMS value of a PDF signature (RFC 5652), from the digest of the content to the last octet.</summary>
internal static class CmsStages
{
    public static IReadOnlyList<StageDefinition> All { get; } =
    [new("cms.assemble", "P-256, two certificates", Assemble)];

    private static Stage Assemble()
    {
        var school = new Signatories(SampleDocuments.School);
        var planned = new PlannedSignature(new RoleClaim(SignerRole.Gvcn), "GVCN") { SignedIds = [] };
        var request = school.Request(planned, SignatureProfile.Pades);
        var chain = request.Identity.CertificateChain;
        var digest = new byte[32];
        return new Stage(() =>
        {
            var builder = new SignedDataBuilder(
                chain[0],
                request.Algorithm,
                Oids.Data,
                null,
                digest,
                [ClaimedRole.Encode(request.Step.ClaimedRole)]
            );
            builder.DigestToSign();
            builder.Complete(FixedValueSigner.AnyValue, chain);
            return 0;
        });
    }
}
