// SPDX-License-Identifier: Apache-2.0
using System.Xml.Linq;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Interop;

/// <summary>xmlsec1, one run for each signature.</summary>
[Collection(nameof(SealedFiles))]
public sealed class XmlSec1Tests(SealedFiles files)
{
    private static readonly XNamespace Ds = "http://www.w3.org/2000/09/xmldsig#";

    [Fact]
    public void Verify_WhenAClassOfEachLevelIsSealed_AcceptsEverySignature()
    {
        Assert.Equal([3, 3, 3, 16, 16, 16, 15, 15, 15], files.Classes.Select(file => SignaturesOf(file).Count));
        foreach (var file in files.Classes)
        {
            AssertAccepted(file);
        }
    }

    [Fact]
    public void Verify_WhenTheProfileIsDscks_AcceptsEverySignature()
    {
        Assert.Equal(16, SignaturesOf(files.Dscks).Count);
        AssertAccepted(files.Dscks);
    }

    [Fact]
    public async Task Verify_WhenACharacterOfAMarkIsChanged_RefusesWhatCoversIt()
    {
        var text = await File.ReadAllTextAsync(files.Classes[3]);
        var place = text.IndexOf("</NhanXet>", StringComparison.Ordinal) - 1;
        Assert.True(place > 0);
        var changed = Path.Combine(files.NewFolder(), "changed.xml");
        await File.WriteAllTextAsync(changed, text[..place] + "#" + text[(place + 1)..]);

        // The first remark is the first subject's: its teacher, the homeroom teacher, the principal and the seal cover it.
        var refused = new List<string>();
        foreach (var id in SignaturesOf(changed))
        {
            if (Run(changed, id).ExitCode != 0)
            {
                refused.Add(id.Split('-')[0]);
            }
        }
        Assert.Equal(["GVBM", "GVCN", "CBQL", "PHAT_HANH"], refused);
    }

    private void AssertAccepted(string file)
    {
        foreach (var id in SignaturesOf(file))
        {
            var run = Run(file, id);
            Assert.True(run.ExitCode == 0, $"{Path.GetFileName(file)} {id}: {run.Error}");
        }
    }

    private (int ExitCode, string Output, string Error) Run(string file, string signatureId) =>
        OutsideTool.Run(
            "xmlsec1",
            [
                "--verify",
                "--enabled-key-data",
                "x509",
                "--trusted-pem",
                files.SignerRoot,
                "--node-xpath",
                $"//*[@Id='{signatureId}']",
                .. IdAttributesOf(file).SelectMany(static name => new[] { "--id-attr:Id", name }),
                file,
            ]
        );

    private static List<string> SignaturesOf(string file) =>
        [.. XDocument.Load(file).Descendants(Ds + "Signature").Select(static s => s.Attribute("Id")!.Value)];

    // xmlsec1 knows no Id without a DTD: every kind of element that bears one has to be named.
    private static IEnumerable<string> IdAttributesOf(string file) =>
        XDocument
            .Load(file)
            .Descendants()
            .Where(static e => e.Attribute("Id") is not null)
            .Select(static e =>
                e.Name.NamespaceName.Length == 0 ? e.Name.LocalName : $"{e.Name.NamespaceName}:{e.Name.LocalName}"
            )
            .Distinct(StringComparer.Ordinal);
}
