// SPDX-License-Identifier: Apache-2.0
using System.Text;
using System.Xml.Linq;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Transcripts.Tests;

/// <summary>Documents for tests: a sample transcript, changed and signed as a test needs it.</summary>
internal sealed class Doc
{
    public static readonly XNamespace Ds = "http://www.w3.org/2000/09/xmldsig#";

    private Doc(XElement root) => Root = root;

    public XElement Root { get; }

    public string Code => Root.Element("ThongTinHocBa")!.Element("MaTraCuu")!.Value;

    public XElement List => Root.Element("DSCKS")!;

    public static Doc Of(SchoolLevel level = SchoolLevel.Thcs) =>
        new(XElement.Parse(Encoding.UTF8.GetString(SampleClass.Generate(level, 1, 7).Single().Xml)));

    /// <summary>Puts a container with a signature element of the right Id in.</summary>
    public Doc Signed(params string[] claims)
    {
        foreach (var claim in claims.Select(Claim))
        {
            List.Add(
                Container(
                    claim,
                    new XElement(Ds + "Signature", new XAttribute("Id", TranscriptIds.SignatureId(claim, Code)))
                )
            );
        }
        return this;
    }

    public Doc SignedByEverySubject() => Signed([.. Subjects.Select(s => $"GVBM:{s}")]);

    public IEnumerable<string> Subjects => Root.Elements("KetQuaMonHoc").Select(b => b.Element("MaMon")!.Value);

    public Doc With(Action<Doc> change)
    {
        change(this);
        return this;
    }

    public XElement Subject(string code) =>
        Root.Elements("KetQuaMonHoc").Single(b => b.Element("MaMon")!.Value == code);

    public SigningPlan Plan(params string[] claims) => Plan(TranscriptProfile.Default, claims);

    public SigningPlan Plan(TranscriptProfile profile, params string[] claims) =>
        profile.Plan(XDocumentTree.Root(Root), [.. claims.Select(c => new SigningStep(Claim(c), "someone"))]);

    public DocumentExpectation Expect(TranscriptProfile? profile = null) =>
        (profile ?? TranscriptProfile.Default).Expect(XDocumentTree.Root(Root));

    public SigningException Refused(params string[] claims) => Assert.Throws<SigningException>(() => Plan(claims));

    public static RoleClaim Claim(string text) =>
        RoleClaim.TryParse(text, out var claim) ? claim : throw new ArgumentException(text);

    public static XElement Container(RoleClaim claim, params object[] content) =>
        new(claim.RoleName, claim.Subject is { } s ? new XAttribute("MaMon", s) : null, content);
}
