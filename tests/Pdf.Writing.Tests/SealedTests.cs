// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Pades;
using HocBaSo.Signing.Pdf.Syntax;
using HocBaSo.Signing.Pdf.Tests.Signing;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pdf.Writing.Tests;

/// <summary>New documents are signed in the fields that they were made with.</summary>
public sealed class SealedTests
{
    [Theory]
    [InlineData(PdfConformance.PdfA3b)]
    [InlineData(PdfConformance.PdfA1b)]
    public async Task Sign_WhenHeadAndSchoolSign_FillsTheFieldsAndAllToolsSayValid(PdfConformance conformance)
    {
        using var house = new PdfHouse(TestKey.Ec);
        var pdf = Samples.Full(conformance);

        var signed = await house.SignAsync(pdf, "CBQL", "PHAT_HANH");

        var context = new VerificationContext(house.Pki.Anchors, TimeProvider.System.GetUtcNow());
        var report = new PdfDocumentVerifier().Verify(signed, context);
        Assert.True(report is { Indication: Indication.TotalPassed, Integrity: Integrity.Intact }, report.Reason);
        Assert.Equal(["CBQL", "PHAT_HANH"], report.Signatures.Select(s => s.Id));
        OtherTools.RequireValid(house, signed, 2);
        OtherTools.RequireSamePages(house, pdf, signed);
    }

    [Theory]
    [InlineData(PdfConformance.PdfA3b)]
    [InlineData(PdfConformance.PdfA1b)]
    public void Form_WhenReadByTheSigner_HasTheFieldsAndTheLockOfTheSeal(PdfConformance conformance)
    {
        var objects = PdfFile.Open(Samples.Full(conformance), PdfLimits.Default).Newest;

        var form = InteractiveForm.Read(objects);

        Assert.Equal(
            ["CBQL", "PHAT_HANH"],
            form.SignatureFields.Select(field => field.Name).Order(StringComparer.Ordinal)
        );
        Assert.True(form.Find("CBQL")!.Lock.IsAbsent);
        var seal = form.Find("PHAT_HANH")!;
        Assert.False(seal.IsSigned);
        Assert.True(objects.Find(seal.Lock, "Action"u8).IsName("All"u8));
        Assert.Equal(1, objects.Find(seal.Lock, "P"u8).Integer);
    }

    [Fact]
    public async Task Sign_WhenTheFileIsSealed_AddsNoFieldAndFewOctets()
    {
        using var house = new PdfHouse(TestKey.Ec) { SealLevel = SignatureLevel.BaselineB };
        var pdf = Samples.Full();

        var signed = await house.SignAsync(pdf, "CBQL", "PHAT_HANH");

        Assert.Equal(2, InteractiveForm.Read(PdfFile.Open(signed, PdfLimits.Default).Newest).SignatureFields.Count);
        Assert.InRange(signed.Length - pdf.Length, 1, 24 << 10);
    }
}
