// SPDX-License-Identifier: Apache-2.0
using System.Buffers;
using System.Security.Cryptography;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Transcripts;
using HocBaSo.Signing.Xml;
using HocBaSo.Signing.Xml.Canonicalization;
using HocBaSo.Signing.Xml.Signatures;
using HocBaSo.Signing.Xml.Signing;
using HocBaSo.Signing.Xml.Syntax;

namespace HocBaSo.Signing.Benchmarks;

/// <summary>Parse, canonicalize, digest, SignedInfo; then steps 3 and 7 as a whole.</summary>
internal static class XmlStages
{
    private const int Long = 16 << 10;
    private const string LongText = "transcript, 16 KB";
    private static readonly XmlDocumentFormat s_format = new();

    public static IReadOnlyList<StageDefinition> All { get; } =
    [
        new("xml.parse", LongText, Parse),
        new("xml.canonicalize.exclusive", LongText, () => Canonicalize(CanonicalizationAlgorithm.Exclusive)),
        new("xml.canonicalize.inclusive", LongText, () => Canonicalize(CanonicalizationAlgorithm.Inclusive10)),
        new("xml.canonicalize.region", "one subject of it", CanonicalizeRegion),
        new("xml.digest", LongText, () => Digest(static _ => Canonicalizer.WholeDocument)),
        new("xml.digest.region", "one subject of it", () => Digest(Region)),
        new("xml.signed-info", "one teacher's signature", SignedInfo),
        new("xml.sign.one", "transcript, 12 KB", () => Sign(SampleDocuments.Transcript.Xml, TheFirst)),
        new("xml.sign.one.long", LongText, () => Sign(SampleDocuments.TranscriptOf(Long), TheFirst)),
        new("xml.sign.all", LongText + ", 16 signatures", () => Sign(SampleDocuments.TranscriptOf(Long), Everybody)),
    ];

    private static IReadOnlyList<RoleClaim> Everybody => SampleDocuments.Transcript.Claims;

    private static IReadOnlyList<RoleClaim> TheFirst => [Everybody[0]];

    private static Stage Parse()
    {
        var document = SampleDocuments.TranscriptOf(Long);
        return new Stage(() =>
        {
            using var tree = XmlTree.Parse(document, XmlLimits.Default);
            return 0;
        });
    }

    private static Stage Canonicalize(CanonicalizationAlgorithm algorithm) =>
        Canonicalize(algorithm, static _ => Canonicalizer.WholeDocument);

    private static Stage CanonicalizeRegion() => Canonicalize(CanonicalizationAlgorithm.Exclusive, Region);

    private static Stage Canonicalize(CanonicalizationAlgorithm algorithm, Func<XmlTree, int> apexOf)
    {
        var tree = XmlTree.Parse(SampleDocuments.TranscriptOf(Long), XmlLimits.Default);
        var apex = apexOf(tree);
        var output = new ArrayBufferWriter<byte>(2 * Long);
        return new Stage(
            () =>
            {
                output.ResetWrittenCount();
                Canonicalizer.Write(tree, apex, algorithm, output);
                return 0;
            },
            tree
        );
    }

    private static Stage Digest(Func<XmlTree, int> apexOf)
    {
        var tree = XmlTree.Parse(SampleDocuments.TranscriptOf(Long), XmlLimits.Default);
        var apex = apexOf(tree);
        return new Stage(
            () =>
            {
                Canonicalizer.Digest(tree, apex, CanonicalizationAlgorithm.Exclusive, HashAlgorithmName.SHA256);
                return 0;
            },
            tree
        );
    }

    // What the first teacher signs.
    private static int Region(XmlTree tree) =>
        tree.ElementById(
            TranscriptProfile
                .Default.Plan(new ElementView(tree, 0), [Signatories.StepOf(Everybody[0])])
                .Signatures[0]
                .SignedIds[0]
        );

    // The signature is written, parsed, and its SignedInfo digested; what it covers was digested before.
    private static Stage SignedInfo()
    {
        var school = new Signatories(SampleDocuments.School);
        using var document = s_format.Open(SampleDocuments.Transcript.Xml);
        var plan = TranscriptProfile.Default.Plan(document.Root!.Value, [Signatories.StepOf(Everybody[0])]);
        var request = school.Request(plan.Signatures[0], SignatureProfile.Xades);
        SignedRegion[] regions =
        [
            .. plan.Signatures[0].SignedIds.Select(static id => new SignedRegion("#" + id, new byte[32])),
        ];
        var shape = SignatureShape.Of(SignatureProfile.Xades);
        return new Stage(() =>
        {
            using var writer = new FragmentWriter();
            shape.Write(writer, request, regions);
            using var tree = XmlTree.Parse(writer.Written.ToArray(), XmlLimits.Default);
            var signedInfo = tree.Child(0, XmlNames.DsigUtf8, "SignedInfo"u8);
            Canonicalizer.Digest(tree, signedInfo, shape.Canonicalization, HashAlgorithmName.SHA256);
            return 0;
        });
    }

    private static Stage Sign(byte[] transcript, IReadOnlyList<RoleClaim> claims)
    {
        var school = new Signatories(SampleDocuments.School);
        SigningStep[] steps = [.. claims.Select(Signatories.StepOf)];
        return new Stage(() =>
        {
            using var document = s_format.Open(transcript);
            var plan = TranscriptProfile.Default.Plan(document.Root!.Value, steps);
            school.SignFixed(document, plan, SignatureProfile.Xades);
            return 0;
        });
    }
}
