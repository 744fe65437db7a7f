// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;
using BenchmarkDotNet.Attributes;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;
using HocBaSo.Signing.Transcripts;
using HocBaSo.Signing.Xml;

namespace HocBaSo.Signing.Benchmarks;

/// <summary>Steps 3 and 7 of an XML document: parse, plan, prepare, complete, with a signature value that is fixed.</summary>
public class XmlSigningBenchmarks
{
    private static readonly byte[] FixedValue = new byte[64];
    private readonly XmlDocumentFormat _format = new();
    private byte[] _transcript = [];
    private SigningIdentity _identity = null!;
    private IReadOnlyList<SigningStep> _all = [];
    private RSA _rsa = null!;

    [GlobalSetup]
    public void SetUp()
    {
        _rsa = RSA.Create(2048);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _identity = TestIdentity.Of(TestIdentity.SelfSigned(key));
        var sample = SampleClass.Generate(SchoolLevel.Thcs, 1, 1).First();
        _all = [.. sample.Claims.Select(c => new SigningStep(c, "i"))];
        _transcript = Padded(sample.Xml);
    }

    [Benchmark(Description = "one GVBM signature, 16 KB")]
    public byte[] OneSignature() => Sign([_all[0]]);

    [Benchmark(Description = "all 16 signatures, 16 KB")]
    public byte[] AllSignatures() => Sign(_all);

    [Benchmark(Description = "System.Security.Cryptography.Xml, 16 KB, RSA-2048 in memory", Baseline = true)]
    public string FrameworkSignedXml()
    {
        var document = new XmlDocument { PreserveWhitespace = true };
        using var reader = XmlReader.Create(new MemoryStream(_transcript));
        document.Load(reader);
        var signed = new SignedXml(document) { SigningKey = _rsa };
        signed.SignedInfo!.CanonicalizationMethod = SignedXml.XmlDsigExcC14NTransformUrl;
        var reference = new Reference("") { DigestMethod = SignedXml.XmlDsigSHA256Url };
        reference.AddTransform(new XmlDsigEnvelopedSignatureTransform());
        reference.AddTransform(new XmlDsigExcC14NTransform());
        signed.AddReference(reference);
        signed.ComputeSignature();
        document.DocumentElement!.AppendChild(signed.GetXml());
        return document.OuterXml;
    }

    // remarks grow until the transcript is as long as a long one
    private static byte[] Padded(byte[] xml)
    {
        var text = Encoding.UTF8.GetString(xml);
        var end = text.IndexOf("</NhanXet>", StringComparison.Ordinal);
        var missing = Math.Max(0, (16 << 10) - xml.Length);
        return Encoding.UTF8.GetBytes(text.Insert(end, new string('x', missing)));
    }

    private byte[] Sign(IReadOnlyList<SigningStep> steps)
    {
        using var document = _format.Open(_transcript);
        var plan = TranscriptProfile.Default.Plan(document.Root!.Value, steps);
        for (var i = 0; i < steps.Count; i++)
        {
            var prepared = document.Prepare(
                new SignatureRequest
                {
                    Planned = plan.Signatures[i],
                    Step = steps[i],
                    Identity = _identity,
                    Algorithm = SignatureAlgorithm.EcdsaSha256,
                    Profile = SignatureProfile.Xades,
                    Level = SignatureLevel.BaselineB,
                    SigningTime = DateTimeOffset.UnixEpoch,
                }
            );
            document.Complete(prepared, FixedValue, null);
        }
        return document.ToSignedDocument();
    }
}
