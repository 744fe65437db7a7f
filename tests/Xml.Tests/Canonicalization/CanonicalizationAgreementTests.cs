// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Xml.Canonicalization;
using HocBaSo.Signing.Xml.Syntax;

namespace HocBaSo.Signing.Xml.Tests.Canonicalization;

/// <summary>Byte for byte the same as libxml2, over documents made by chance from fixed seeds.</summary>
public sealed class CanonicalizationAgreementTests
{
    private const int Documents = 400;

    private const string Script = """
        import sys, json, base64
        from lxml import etree
        parser = etree.XMLParser(strip_cdata=False)
        answers = []
        for job in json.load(sys.stdin):
            root = etree.fromstring(base64.b64decode(job["Xml"]), parser)
            apex = root.getroottree()
            if job["Element"] >= 0:
                apex = [e for e in root.iter() if isinstance(e.tag, str)][job["Element"]]
            form = etree.tostring(apex, method="c14n", exclusive=job["Exclusive"], with_comments=job["Comments"],
                                  inclusive_ns_prefixes=job["Prefixes"])
            answers.append(base64.b64encode(form).decode())
        json.dump(answers, sys.stdout)
        """;

    [Fact]
    public void Form_WhenDocumentIsWhole_EqualsLibxml2()
    {
        var jobs = new List<(Job Job, string Ours)>();
        for (var seed = 0; seed < Documents; seed++)
        {
            var bytes = Encoding.UTF8.GetBytes(new RandomXml(seed).Next());
            using var tree = XmlTree.Parse(bytes, XmlLimits.Default);
            foreach (var method in Enum.GetValues<CanonicalizationMethod>())
            {
                var algorithm = new CanonicalizationAlgorithm(method);
                // lxml drops #default before libxml2 sees it
                var prefixes = algorithm.IsExclusive && seed % 3 == 0 ? "a é" : null;
                jobs.Add((Job.Of(bytes, -1, algorithm, prefixes), Canonical.Form(tree, -1, method, prefixes)));
            }
        }

        AssertSame(jobs);
    }

    [Fact]
    public void Form_WhenSubtreeIsExclusive_EqualsLibxml2()
    {
        var jobs = new List<(Job Job, string Ours)>();
        for (var seed = 0; seed < Documents; seed++)
        {
            var bytes = Encoding.UTF8.GetBytes(new RandomXml(seed).Next());
            using var tree = XmlTree.Parse(bytes, XmlLimits.Default);
            for (var element = 1; element < tree.Count; element += 3)
            {
                const CanonicalizationMethod Method = CanonicalizationMethod.Exclusive;
                jobs.Add(
                    (
                        Job.Of(bytes, element, new CanonicalizationAlgorithm(Method), null),
                        Canonical.Form(tree, element, Method)
                    )
                );
            }
        }

        AssertSame(jobs);
    }

    private static void AssertSame(List<(Job Job, string Ours)> jobs)
    {
        var answers = PythonPeer.Run<IEnumerable<Job>, string[]>(Script, jobs.Select(j => j.Job));
        Assert.Equal(jobs.Count, answers.Length);
        foreach (var ((job, ours), answer) in jobs.Zip(answers))
        {
            var theirs = Encoding.UTF8.GetString(Convert.FromBase64String(answer));
            Assert.True(theirs == ours, $"{job}\n--- libxml2\n{theirs}\n--- ours\n{ours}");
        }
    }

    private sealed record Job(string Xml, int Element, bool Exclusive, bool Comments, string[] Prefixes)
    {
        public static Job Of(byte[] xml, int element, CanonicalizationAlgorithm algorithm, string? prefixes) =>
            new(
                Convert.ToBase64String(xml),
                element,
                algorithm.IsExclusive,
                algorithm.WithComments,
                prefixes?.Split(' ') ?? []
            );
    }
}
