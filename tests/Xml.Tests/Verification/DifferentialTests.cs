// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.Xml;
using System.Xml;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;
using HocBaSo.Signing.Xml.Canonicalization;

namespace HocBaSo.Signing.Xml.Tests.Verification;

/// <summary>
/// Generated documents, signed, sometimes changed: we, xmlsec1 and System.Security.Cryptography.Xml have to agree. Where they
/// differ, the difference is named here. The framework knows no C14N 1.1; it loses carriage returns and character references of
/// white space, because it writes and reads nodes again; and it takes attributes of the xml namespace along into exclusive forms.
/// libxml2, so xmlsec1, does not escape ampersands in namespace names: the generator makes none.
/// </summary>
public sealed class DifferentialTests : IDisposable
{
    private static readonly TestKey Key = TestKey.Rsa();
    private readonly HandMade _maker = new(Key);
    private readonly string _folder = Directory.CreateTempSubdirectory("hbs-diff-").FullName;

    public static TheoryData<string> Methods => new(Enum.GetNames<CanonicalizationMethod>());

    [Theory]
    [MemberData(nameof(Methods))]
    public void Verify_WhenDocumentsAreGenerated_AllThreeAgree(string name)
    {
        var method = Enum.Parse<CanonicalizationMethod>(name);
        var files = new List<(string File, bool Ours, string Text)>();
        for (var seed = 0; seed < 24; seed++)
        {
            var random = new Random((seed * 31) + (int)method);
            var text = Signed(new MarkupGenerator(random, isPlain: seed % 2 == 0), random, method);
            if (seed % 3 == 2)
            {
                text = Changed(text, random);
            }
            var report = _maker.Verify(text);
            Assert.True(
                report.Integrity is Integrity.Intact or Integrity.Broken,
                $"{report.Integrity} {report.Reason}"
            );
            var file = Path.Combine(_folder, $"{name}{seed}.xml");
            File.WriteAllText(file, text);
            files.Add((file, report.Integrity == Integrity.Intact, text));
        }
        Assert.Contains(files, static f => f.Ours);
        Assert.Contains(files, static f => !f.Ours);
        Assert.Equal(
            !name.StartsWith("Inclusive11", StringComparison.Ordinal),
            files.Exists(f => FrameworkReads(f.Text, method))
        );
        foreach (var (file, ours, text) in files)
        {
            Assert.True(ours == Xmlsec(file), $"xmlsec1 differs ({ours}):\n{text}");
            if (FrameworkReads(text, method))
            {
                Assert.True(ours == Framework(text), $"SignedXml differs ({ours}):\n{text}");
            }
        }
    }

    [Theory]
    [InlineData(SignedXml.XmlDsigExcC14NTransformUrl)]
    [InlineData(SignedXml.XmlDsigC14NTransformUrl)]
    [InlineData(SignedXml.XmlDsigC14NWithCommentsTransformUrl)]
    public void Verify_WhenTheFrameworkMadeIt_Passes(string canonicalization)
    {
        foreach (var seed in Enumerable.Range(0, 10))
        {
            var document = new XmlDocument { PreserveWhitespace = true };
            document.LoadXml(
                $"<r xmlns:a=\"urn:a\">{new MarkupGenerator(new Random(seed), isPlain: true).Element(3, "d")}</r>"
            );
            var signedXml = new SignedXml(document) { SigningKey = Key.Key };
            signedXml.SignedInfo!.CanonicalizationMethod = canonicalization;
            signedXml.SignedInfo.SignatureMethod = SignedXml.XmlDsigRSASHA256Url;
            foreach (
                var (uri, transform) in new (string, Transform)[]
                {
                    ("", new XmlDsigEnvelopedSignatureTransform()),
                    ("#d", new XmlDsigExcC14NTransform()),
                }
            )
            {
                var reference = new Reference(uri) { DigestMethod = SignedXml.XmlDsigSHA256Url };
                reference.AddTransform(transform);
                signedXml.AddReference(reference);
            }
            signedXml.KeyInfo.AddClause(new KeyInfoX509Data(_maker.Certificate));
            signedXml.ComputeSignature();
            document.DocumentElement!.AppendChild(signedXml.GetXml());

            var report = _maker.Verify(document.OuterXml);

            Assert.True(report.Indication == Indication.TotalPassed, report.Reason);
            Assert.Equal(["", "d"], report.Signatures[0].SignedData);
        }
    }

    [Theory]
    [InlineData("enveloped", "http://www.w3.org/TR/2001/REC-xml-c14n-20010315")]
    [InlineData("enveloped", "http://www.w3.org/2006/12/xml-c14n11")]
    [InlineData("enveloping", "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments")]
    [InlineData("enveloping", "http://www.w3.org/2001/10/xml-exc-c14n#")]
    [InlineData("detached", "http://www.w3.org/2001/10/xml-exc-c14n#WithComments")]
    [InlineData("detached", "http://www.w3.org/2006/12/xml-c14n11#WithComments")]
    public void Verify_WhenXmlsecMadeIt_Passes(string place, string canonicalization)
    {
        var data = new MarkupGenerator(new Random(place.Length), isPlain: false).Element(3, "d");
        var transforms = place == "enveloped" ? [HandMade.Enveloped, canonicalization] : new[] { canonicalization };
        var uri = place == "enveloped" ? "" : "#d";
        var signature = HandMade
            .Signature(
                HandMade.Reference(0, uri, transforms),
                SignedXml.XmlDsigRSASHA256Url,
                canonicalization,
                "<ds:KeyInfo><ds:X509Data/></ds:KeyInfo>",
                place == "enveloping" ? $"<ds:Object>{data}</ds:Object>" : ""
            )
            .Replace("@D0@", "", StringComparison.Ordinal)
            .Replace("@V@", "", StringComparison.Ordinal);
        var (template, key, certificate, output) = (In("t.xml"), In("k.pem"), In("c.pem"), In("o.xml"));
        File.WriteAllText(
            template,
            $"<r xmlns:a=\"urn:a\" xml:lang=\"vi\">{(place == "enveloping" ? "" : data)}{signature}</r>"
        );
        File.WriteAllText(key, ((RSA)Key.Key).ExportPkcs8PrivateKeyPem());
        File.WriteAllText(certificate, _maker.Certificate.ExportCertificatePem());

        var (exit, _, error) = OutsideTool.Run(
            "xmlsec1",
            "--sign",
            "--privkey-pem",
            $"{key},{certificate}",
            "--id-attr:Id",
            "Data",
            "--output",
            output,
            template
        );
        Assert.True(exit == 0, error);

        var report = _maker.Verify(File.ReadAllText(output));
        Assert.True(report.Indication == Indication.TotalPassed, report.Reason);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string In(string name) => Path.Combine(_folder, name);

    private static bool FrameworkReads(string text, CanonicalizationMethod method) =>
        method is not (CanonicalizationMethod.Inclusive11 or CanonicalizationMethod.Inclusive11WithComments)
        && !text.Contains('\r', StringComparison.Ordinal)
        && !text.Contains("&#", StringComparison.Ordinal)
        && !text.Contains(" xml:", StringComparison.Ordinal);

    private string Signed(MarkupGenerator generator, Random random, CanonicalizationMethod method)
    {
        var uri = CanonicalizationUri.Of(method);
        var data = generator.Element(4, "d");
        var inherited = generator.IsPlain ? "" : " xml:lang=\"vi\" xml:space=\"preserve\"";
        var line = generator.IsPlain ? "\n" : "\r\n";
        var isWhole = random.Next(2) == 0;
        var reference = isWhole
            ? HandMade.Reference(0, "", [HandMade.Enveloped, uri])
            : HandMade.Reference(0, "#d", [uri]);
        var signature = HandMade.Signature(reference, SignedXml.XmlDsigRSASHA256Url, uri);
        var template =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- before --><?p i?>\n"
            + $"<r xmlns=\"urn:default\" xmlns:a=\"urn:a\" xmlns:unused=\"urn:u\"{inherited}> {data}{line}{signature}\n</r>\n<!-- after -->\n";
        // a bare name and the empty URI select no comments, whatever the method (xmldsig-core1 §4.4.3.3)
        var digested = method switch
        {
            CanonicalizationMethod.Inclusive10WithComments => CanonicalizationMethod.Inclusive10,
            CanonicalizationMethod.Inclusive11WithComments => CanonicalizationMethod.Inclusive11,
            CanonicalizationMethod.ExclusiveWithComments => CanonicalizationMethod.Exclusive,
            _ => method,
        };
        return _maker.Sign(template, new HandMadeReference(isWhole ? null : "d", isWhole, digested));
    }

    private static string Changed(string text, Random random)
    {
        var start = text.IndexOf("<Data", StringComparison.Ordinal);
        var end = text.IndexOf("<ds:Signature", StringComparison.Ordinal);
        var letters = Enumerable.Range(start, end - start).Where(i => text[i] is 'ệ' or '7').ToArray();
        var at = letters[random.Next(letters.Length)];
        return text.Remove(at, 1).Insert(at, "8");
    }

    private bool Xmlsec(string file)
    {
        var anchor = In("root.pem");
        File.WriteAllText(anchor, _maker.Pki.Issuing.Certificate.ExportCertificatePem());
        var (exit, _, _) = OutsideTool.Run(
            "xmlsec1",
            "--verify",
            "--trusted-pem",
            anchor,
            "--trusted-pem",
            RootFile(),
            "--id-attr:Id",
            "Data",
            "--id-attr:Id",
            "urn:default:Data",
            "--id-attr:Id",
            "urn:a:Data",
            file
        );
        return exit == 0;
    }

    private string RootFile()
    {
        var root = In("anchor.pem");
        File.WriteAllText(root, _maker.Pki.Root.Certificate.ExportCertificatePem());
        return root;
    }

    private bool Framework(string text)
    {
        var document = new XmlDocument { PreserveWhitespace = true };
        document.LoadXml(text);
        var signedXml = new SignedXml(document);
        signedXml.LoadXml((XmlElement)document.GetElementsByTagName("ds:Signature")[0]!);
        return signedXml.CheckSignature(_maker.Certificate, verifySignatureOnly: true);
    }
}
