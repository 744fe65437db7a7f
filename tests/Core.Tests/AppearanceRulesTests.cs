// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core.Tests;

/// <summary>What is checked of visible signatures before parsing, and that each detail makes another request.</summary>
public sealed class AppearanceRulesTests
{
    private static readonly PagePlace Place = new(1, 10, 20, 200, 80);
    private static readonly VisibleSignature Look = new() { Place = Place, SignerImage = new byte[] { 1, 2, 3 } };

    public static TheoryData<string, VisibleSignature> Wrong =>
        new()
        {
            { "place.page", Look with { Place = Place with { Page = 0 } } },
            { "place.left", Look with { Place = Place with { Left = double.NaN } } },
            { "place.bottom", Look with { Place = Place with { Bottom = double.PositiveInfinity } } },
            { "place.width", Look with { Place = Place with { Width = 11.9 } } },
            { "place.height", Look with { Place = Place with { Height = double.NegativeInfinity } } },
            { "field_name", Look with { FieldName = "x" } },
            { "field_name", Look with { Place = null, FieldName = "" } },
            { "field_name", Look with { Place = null, FieldName = "a\nb" } },
            { "signer_image", Look with { SignerImage = new byte[VisibleSignature.MaxImageBytes + 1] } },
            { "seal_image", Look with { SealImage = new byte[VisibleSignature.MaxImageBytes + 1] } },
            { "lines", Look with { Lines = [.. Enumerable.Repeat("x", 9)] } },
            { "lines[1]", Look with { Lines = ["x", new string('x', 201)] } },
            { "lines[0]", Look with { Lines = ["a\nb"] } },
            { "lines[0]", Look with { Lines = [" "] } },
            { "lines[0]", Look with { Lines = ["\ud800"] } },
            { "", Look with { SignerImage = default, Lines = [] } },
        };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Sign_WhenAnAppearanceIsWrong_NamesTheField(string field, VisibleSignature look)
    {
        using var fixture = new PipelineFixture();

        var result = await fixture.Pipeline.SignAsync(Request(look), CancellationToken.None);

        Assert.Equal(SigningErrorKind.InvalidRequest, result.Error!.Kind);
        Assert.Equal(field.Length == 0 ? "steps[0].appearance" : "steps[0].appearance." + field, result.Error.Field);
    }

    [Fact]
    public async Task Sign_WhenAllImagesTogetherAreTooLarge_IsRefused()
    {
        using var fixture = new PipelineFixture();
        var large = Look with { SignerImage = new byte[512 << 10], SealImage = new byte[512 << 10] };
        var step = Request(large).Steps[0];

        var result = await fixture.Pipeline.SignAsync(
            Request(large) with
            {
                Steps = [step, step, step],
            },
            CancellationToken.None
        );

        Assert.Equal((SigningErrorKind.InvalidRequest, "steps"), (result.Error!.Kind, result.Error.Field));
    }

    [Theory]
    [InlineData("CBQL", DocumentFormat.Xml, SigningErrorKind.UnsupportedFormat)]
    [InlineData("GVCN", DocumentFormat.Pdf, SigningErrorKind.InvalidRequest)]
    public async Task Sign_WhenThePlaceOfTheSealIsKeptByAnother_IsRefused(
        string role,
        DocumentFormat format,
        SigningErrorKind kind
    )
    {
        using var fixture = new PipelineFixture();
        var step = new SigningStep(PipelineFixture.Claim(role), "head") { SealPlace = Place };

        var result = await fixture.Pipeline.SignAsync(
            Request(Look) with
            {
                Format = format,
                Steps = [step],
            },
            CancellationToken.None
        );

        Assert.Equal((kind, "steps[0].seal_place"), (result.Error!.Kind, result.Error.Field));
    }

    [Fact]
    public async Task Sign_WhenAnXmlIsToShowSomething_IsRefused()
    {
        using var fixture = new PipelineFixture();

        var result = await fixture.Pipeline.SignAsync(
            Request(Look) with
            {
                Format = DocumentFormat.Xml,
            },
            CancellationToken.None
        );

        Assert.Equal(
            (SigningErrorKind.UnsupportedFormat, "steps[0].appearance"),
            (result.Error!.Kind, result.Error.Field)
        );
    }

    [Fact]
    public void Digest_WhenAnyPartOfAnAppearanceDiffers_IsAnother()
    {
        VisibleSignature[] looks =
        [
            Look,
            Look with
            {
                Place = Place with { Page = 2 },
            },
            Look with
            {
                Place = Place with { Left = 10.000000001 },
            },
            Look with
            {
                Place = Place with { Bottom = 21 },
            },
            Look with
            {
                Place = Place with { Width = 201 },
            },
            Look with
            {
                Place = Place with { Height = 81 },
            },
            Look with
            {
                Place = null,
            },
            Look with
            {
                Place = null,
                FieldName = "x",
            },
            Look with
            {
                SignerImage = new byte[] { 1, 2, 4 },
            },
            Look with
            {
                SignerImage = default,
                SealImage = Look.SignerImage,
            },
            Look with
            {
                Lines = [],
            },
            Look with
            {
                Lines = ["a", "b"],
            },
            Look with
            {
                Lines = ["b", "a"],
            },
            Look with
            {
                Lines = ["a"],
            },
        ];
        var step = Request(Look).Steps[0];
        SigningStep[] steps =
        [
            .. looks.Select(look => step with { Appearance = look }),
            step with
            {
                Appearance = null,
            },
            step with
            {
                Appearance = null,
                SealPlace = Place,
            },
            step with
            {
                SealPlace = Place,
            },
        ];

        var digests = steps.Select(s => Convert.ToHexString(InputDigest.Of(Request(Look) with { Steps = [s] })));

        Assert.Equal(steps.Length, digests.Distinct().Count());
    }

    private static SigningRequest Request(VisibleSignature look) =>
        PipelineFixture.Request("r", "%PDF-1.7", ("CBQL", "head")) with
        {
            Format = DocumentFormat.Pdf,
            Steps = [new SigningStep(PipelineFixture.Claim("CBQL"), "head") { Appearance = look }],
        };
}
