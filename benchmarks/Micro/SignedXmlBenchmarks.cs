// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.Xml;
using System.Xml;
using BenchmarkDotNet.Attributes;

namespace HocBaSo.Signing.Benchmarks;

/// <summary>Steps 3 and 7 of an XML document, beside what the framework brings; that one signs, with RSA-2048 in memory.</summary>
public class SignedXmlBenchmarks
{
    private byte[] _transcript = [];
    private RSA _rsa = null!;
    private Stage _stage = null!;

    [GlobalSetup]
    public void SetUp()
    {
        _rsa = RSA.Create(2048);
        _transcript = SampleDocuments.TranscriptOf(16 << 10);
        _stage = StageCatalog.Find("xml.sign.one.long").Create();
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        _stage.Dispose();
        _rsa.Dispose();
    }

    [Benchmark(Description = "one GVBM signature, 16 KB")]
    public int OneSignature() => _stage.Run();

    [Benchmark(Description = "System.Security.Cryptography.Xml, 16 KB", Baseline = true)]
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
}
