// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pdf.Tests.Signing;

/// <summary>What earlier signatures allow, and where a signature goes.</summary>
public sealed class LockTests : IDisposable
{
    private readonly PdfHouse _house = new(TestKey.Ec) { SealLevel = SignatureLevel.BaselineB };

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task Sign_WhenThePrincipalSignsFirst_CertifiesAndMakesTheLockedFieldOfTheSeal()
    {
        var confirmed = Text(await _house.SignAsync(PdfFiles.ByHand(), "CBQL"));
        var both = Text(await _house.SignAsync(PdfFiles.ByHand(), "CBQL", "PHAT_HANH"));

        Assert.Contains(
            "/TransformMethod /DocMDP /TransformParams << /Type /TransformParams /P 2 /V /1.2 >>",
            confirmed,
            StringComparison.Ordinal
        );
        Assert.Contains("/Perms << /DocMDP", confirmed, StringComparison.Ordinal);
        Assert.Contains("/T (PHAT_HANH)", confirmed, StringComparison.Ordinal);
        Assert.Contains("<< /Type /SigFieldLock /Action /All /P 1 >>", confirmed, StringComparison.Ordinal);
        Assert.Equal(1, OtherTools.Count(both, "/DocMDP /TransformParams"));
        Assert.Equal(1, OtherTools.Count(both, "/SigFieldLock"));
        Assert.DoesNotContain("/Type /Page", both[confirmed.Length..], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_WhenATeacherSignedBefore_ThePrincipalDoesNotCertify()
    {
        var signed = Text(await _house.SignAsync(PdfFiles.ByHand(), "GVCN", "CBQL"));

        Assert.DoesNotContain("/DocMDP", signed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PHAT_HANH", "GVCN", SigningErrorKind.AlreadySealed)]
    [InlineData("PHAT_HANH", "PHAT_HANH", SigningErrorKind.AlreadySealed)]
    [InlineData("CBQL", "CBQL", SigningErrorKind.AlreadySigned)]
    [InlineData("CBQL", "GVCN", SigningErrorKind.OutOfOrder)]
    [InlineData("GVCN", "GVBM:TOAN", SigningErrorKind.OutOfOrder)]
    public async Task Sign_WhenTheRoleMayNoLongerSign_SaysWhy(string first, string second, SigningErrorKind kind)
    {
        var signed = await _house.SignAsync(PdfFiles.ByHand(), first);
        using var document = _house.Format.Open(signed);

        Assert.Equal(kind, Refusal(() => document.Prepare(_house.Request(second))).Kind);
        Assert.Equal(kind, Refusal(() => document.Plan([_house.Request(second).Step])).Kind);
    }

    [Theory]
    [InlineData("GVCN", "GVCN", SigningErrorKind.AlreadySigned)]
    [InlineData("PHAT_HANH", "GVCN", SigningErrorKind.OutOfOrder)]
    public void Plan_WhenTheStepsContradictEachOther_SaysWhy(string first, string second, SigningErrorKind kind)
    {
        using var document = _house.Format.Open(PdfFiles.ByHand());

        var refused = Refusal(() => document.Plan([_house.Request(first).Step, _house.Request(second).Step]));

        Assert.Equal((kind, "steps[1].role"), (refused.Kind, refused.Field));
    }

    [Fact]
    public void Plan_WhenThereAreSeveralSteps_MakesEachAWaveNamedAsItsField()
    {
        using var document = _house.Format.Open(PdfFiles.ByHand());

        var plan = document.Plan([_house.Request("GVBM:TOAN").Step, _house.Request("CBQL").Step])!;

        Assert.Null(plan.SchoolCode);
        Assert.Equal([("GVBM-TOAN", 0), ("CBQL", 1)], plan.Signatures.Select(s => (s.SignatureId, s.Wave)));
    }

    [Theory]
    [InlineData("/Reference [<< /TransformMethod /DocMDP /TransformParams << /P 1 >> >>]", true)]
    [InlineData("/Reference [<< /TransformMethod /DocMDP /TransformParams << /P 2 >> >>]", false)]
    [InlineData("/Reference [<< /TransformMethod /DocMDP >>]", false)]
    [InlineData("/Reference [<< /TransformMethod /FieldMDP /TransformParams << /Action /All >> >>]", true)]
    [InlineData("/Reference [<< /TransformMethod /FieldMDP >>]", true)]
    [InlineData(
        "/Reference [<< /TransformMethod /FieldMDP /TransformParams << /Action /Include /Fields [(CBQL)] >> >>]",
        true
    )]
    [InlineData(
        "/Reference [<< /TransformMethod /FieldMDP /TransformParams << /Action /Include /Fields [(GVCN)] >> >>]",
        false
    )]
    [InlineData(
        "/Reference [<< /TransformMethod /FieldMDP /TransformParams << /Action /Exclude /Fields [(GVCN)] >> >>]",
        true
    )]
    [InlineData(
        "/Reference [<< /TransformMethod /FieldMDP /TransformParams << /Action /Exclude /Fields [<FEFF004300420051004C>] >> >>]",
        false
    )]
    public void Prepare_WhenSomebodyElseSignedBefore_HeedsTheirLocks(string reference, bool isLocked)
    {
        var pdf = HandMadePdf.Build(
            "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] /SigFlags 3 >> >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Annots [4 0 R] >>",
            "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Other) /Rect [0 0 0 0] /V 5 0 R >>",
            $"<< /Type /Sig /Filter /X {reference} >>"
        );
        using var document = _house.Format.Open(pdf);

        var fault = Record.Exception(() => document.Prepare(_house.Request("CBQL")));

        Assert.Equal(isLocked, fault is SigningException { Kind: SigningErrorKind.DocumentLocked });
        Assert.Equal(isLocked, fault is not null);
    }

    [Theory]
    [InlineData("4 0 R", "6 0 R", "5 0 R")]
    [InlineData("<< /Fields [7 0 R] >>", "[7 0 R]", "5 0 R")]
    [InlineData("<< /Fields 6 0 R /SigFlags 1 /DA (/Helv 0 Tf) >>", "[7 0 R]", "null")]
    public async Task Sign_WhenAFormIsThereInAnyShape_AddsTheFieldAndKeepsTheRest(
        string form,
        string annotations,
        string other
    )
    {
        var pdf = HandMadePdf.Build(
            $"<< /Type /Catalog /Pages 2 0 R /AcroForm {form} /Lang (vi) >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            $"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Annots {annotations} /Tabs /S /Extra {other} >>",
            "<< /Fields 6 0 R >>",
            "(extra)",
            "[7 0 R]",
            "<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /Rect [0 0 1 1] /P 3 0 R >>"
        );

        var signed = await _house.SignAsync(pdf, "GVCN", "CBQL");

        OtherTools.RequireValid(_house, signed, 2);
        var json = OutsideTool.Run("qpdf", "--json", _house.Folder.File("signed.pdf")).Output;
        Assert.Contains("\"/Lang\": \"u:vi\"", json, StringComparison.Ordinal);
        Assert.Contains("\"fullname\": \"name\"", json, StringComparison.Ordinal);
        Assert.Contains("\"fullname\": \"GVCN\"", json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_WhenAnEmptyFieldOfTheRoleIsThere_FillsIt()
    {
        var pdf = HandMadePdf.Build(
            "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R 5 0 R] >> >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Annots [4 0 R 5 0 R] >>",
            "<< /Type /Annot /Subtype /Widget /FT /Sig /T (PHAT_HANH) /Rect [10 10 50 50] /V null /P 3 0 R >>",
            "<< /Type /Annot /Subtype /Widget /FT /Sig /T <FEFF0043004200510 04C> /Rect [1 1 9 9] /P 3 0 R >>"
        );

        var signed = await _house.SignAsync(pdf, "CBQL", "PHAT_HANH");

        OtherTools.RequireValid(_house, signed, 2);
        // As it came: two; the field of the principal, the field of the seal locked, then signed.
        Assert.Equal(5, OtherTools.Count(Text(signed), "/Subtype /Widget"));
        Assert.Contains("/Rect [10 10 50 50]", Text(signed)[pdf.Length..], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/FT /Sig", "/FT /Sig", true)]
    [InlineData("/FT /Tx", "/FT /Sig", true)]
    [InlineData("/FT /Sig", "/FT /Tx", true)]
    [InlineData("/FT /Tx", "/FT /Tx", false)]
    public void Prepare_WhenTwoFieldsHaveOneName_RefusesItForSignatures(string one, string two, bool isRefused)
    {
        var pdf = HandMadePdf.Build(
            "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R 5 0 R] >> >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
            $"<< {one} /T (same) >>",
            $"<< {two} /T (same) >>"
        );
        using var document = _house.Format.Open(pdf);

        var fault = Record.Exception(() => document.Prepare(_house.Request("GVCN")));

        Assert.Equal(isRefused, fault is SigningException { Kind: SigningErrorKind.MalformedDocument });
        Assert.Equal(isRefused, fault is not null);
    }

    [Fact]
    public void Prepare_WhenASignatureWithoutANameLocksAll_HeedsIt()
    {
        var pdf = HandMadePdf.Build(
            "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] >> >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
            "<< /FT /Sig /V 5 0 R /Lock << /Action /All /P 1 >> >>",
            "<< /Type /Sig >>"
        );
        using var document = _house.Format.Open(pdf);

        Assert.Equal(SigningErrorKind.DocumentLocked, Refusal(() => document.Prepare(_house.Request("GVCN"))).Kind);
    }

    [Fact]
    public void Open_WhenTheFieldOfTheRoleIsAnotherKindOfField_RefusesToSign()
    {
        var pdf = HandMadePdf.Build(
            "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] >> >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
            "<< /FT /Tx /T (GVCN) >>"
        );
        using var document = _house.Format.Open(pdf);

        Assert.Equal(SigningErrorKind.DocumentLocked, Refusal(() => document.Prepare(_house.Request("GVCN"))).Kind);
    }

    [Fact]
    public async Task Sign_WhenTheClaimIsOfAReplacement_TheRoleStandsInTheSignedAttributes()
    {
        var request = _house.Request("CBQL");
        var step = request.Step with { Capacity = SigningCapacity.Kt, OnBehalfOf = "Nguyễn Văn Ánh" };
        using var document = _house.Format.Open(PdfFiles.ByHand());

        await _house.SignAsync(document, request with { Step = step });

        var cms = OtherTools.Find(document.ToSignedDocument())[0].Cms;
        var parsed = OutsideTool.Run(
            "openssl",
            "asn1parse",
            "-inform",
            "DER",
            "-in",
            _house.Folder.Write("v.der", cms)
        );
        Assert.Contains(
            "CBQL;capacity=KT;on_behalf_of=Nguyễn Văn Ánh",
            Encoding.UTF8.GetString(cms),
            StringComparison.Ordinal
        );
        Assert.Contains("0.4.0.19122.1.1", parsed.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("signingTime", parsed.Output, StringComparison.Ordinal);
    }

    private static SigningException Refusal(Func<object?> work) => Assert.Throws<SigningException>(work);

    private static string Text(byte[] pdf) => Encoding.Latin1.GetString(pdf);
}
