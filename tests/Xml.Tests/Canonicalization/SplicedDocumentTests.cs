// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Xml.Canonicalization;

namespace HocBaSo.Signing.Xml.Tests.Canonicalization;

public sealed class SplicedDocumentTests
{
    private const string Document =
        "\uFEFF<?xml version='1.0'?>\r\n<h xmlns='u:h' xmlns:x='u:x' xml:lang='vi'><d a='1' /><e>t</e><f>u<g/></f></h>\n<!--end-->";

    [Theory]
    [InlineData(nameof(CanonicalizationMethod.Inclusive10))]
    [InlineData(nameof(CanonicalizationMethod.Inclusive11WithComments))]
    [InlineData(nameof(CanonicalizationMethod.Exclusive))]
    [InlineData(nameof(CanonicalizationMethod.ExclusiveWithComments))]
    public void Form_WhenFragmentsAreSpliced_IsThatOfTheFinalBytes(string methodName)
    {
        var method = Enum.Parse<CanonicalizationMethod>(methodName);
        using var tree = Canonical.Parse(Document);
        using var spliced = new SplicedDocument(tree, XmlLimits.Default);
        var first = spliced.Append(tree, 1, "<r1/>"u8.ToArray());
        var second = spliced.Append(tree, 1, "<r2 x:a='1' xmlns='u:r'>2<s/></r2>"u8.ToArray());
        spliced.Append(tree, 3, "<last xmlns=''/>"u8.ToArray());
        spliced.InsertAfter(tree, 2, "<after/>"u8.ToArray());
        spliced.InsertAfter(tree, 2, "<after2/>"u8.ToArray());
        var inner = spliced.Append(first, 0, "<x:sig Id='s'><y/></x:sig>"u8.ToArray());
        spliced.InsertAfter(second, 1, "<t>3</t>"u8.ToArray());

        var bytes = spliced.ToArray();
        using var parsed = Canonical.Parse(Encoding.UTF8.GetString(bytes));

        Assert.Equal(
            "\uFEFF<?xml version='1.0'?>\r\n<h xmlns='u:h' xmlns:x='u:x' xml:lang='vi'>"
                + "<d a='1' ><r1><x:sig Id='s'><y/></x:sig></r1><r2 x:a='1' xmlns='u:r'>2<s/><t>3</t></r2></d>"
                + "<e>t</e><after/><after2/><f>u<g/><last xmlns=''/></f></h>\n<!--end-->",
            Encoding.UTF8.GetString(bytes)
        );
        Assert.Equal(Canonical.Form(parsed, -1, method), Canonical.Form(tree, -1, method));
        Assert.Equal(Canonical.Form(parsed, 1, method), Canonical.Form(tree, 1, method));
        Assert.Equal(Canonical.Form(parsed, parsed.ElementById("s"), method), Canonical.Form(inner, 0, method));
        Assert.Equal(
            Canonical.Form(parsed, -1, method, null, new XmlElementRef(parsed, parsed.ElementById("s"))),
            Canonical.Form(tree, -1, method, null, new XmlElementRef(inner, 0))
        );
        Assert.Equal(
            Canonical.Form(parsed, -1, method, null, new XmlElementRef(parsed, 1)),
            Canonical.Form(tree, -1, method, null, new XmlElementRef(tree, 1))
        );
    }

    [Fact]
    public void Form_WhenFragmentIsRemoved_IsAsBefore()
    {
        using var tree = Canonical.Parse(Document);
        using var spliced = new SplicedDocument(tree, XmlLimits.Default);
        var before = Canonical.Form(tree, -1, CanonicalizationMethod.Inclusive10);

        var outer = spliced.Append(tree, 1, "<o/>"u8.ToArray());
        spliced.Append(outer, 0, "<i/>"u8.ToArray());
        spliced.Remove(outer);

        Assert.Equal(before, Canonical.Form(tree, -1, CanonicalizationMethod.Inclusive10));
        Assert.Equal(tree.Bytes.ToArray(), spliced.ToArray());
    }

    [Fact]
    public void Path_WhenElementIsInFragment_BeginsAtTheDocument()
    {
        using var tree = Canonical.Parse("<HocBaSo><DSCKS/></HocBaSo>");
        using var spliced = new SplicedDocument(tree, XmlLimits.Default);

        var role = spliced.Append(tree, 1, "<GVCN/>"u8.ToArray());
        var signature = spliced.Append(role, 0, "<Signature><SignedInfo/></Signature>"u8.ToArray());

        Assert.Equal("/HocBaSo/DSCKS/GVCN/Signature/SignedInfo", signature.ElementPath(1));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" <a/>")]
    [InlineData("<a/><b/>")]
    [InlineData("<a/> ")]
    [InlineData("<!--c--><a/>")]
    [InlineData("<?xml version='1.0'?><a/>")]
    [InlineData("\uFEFF<a/>")]
    [InlineData("<y:a/>")]
    public void Append_WhenFragmentIsNotOneElement_Refuses(string fragment)
    {
        using var tree = Canonical.Parse(Document);
        using var spliced = new SplicedDocument(tree, XmlLimits.Default);

        var refusal = Assert.Throws<SigningException>(() => spliced.Append(tree, 1, Encoding.UTF8.GetBytes(fragment)));
        Assert.Equal(SigningErrorKind.MalformedDocument, refusal.Kind);
        Assert.Equal(tree.Bytes.ToArray(), spliced.ToArray());
    }
}
