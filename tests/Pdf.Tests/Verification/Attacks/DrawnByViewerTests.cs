// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pdf.Tests.Verification.Attacks;

/// <summary>What has no look of its own, so that viewers draw it as they think right.</summary>
public sealed class DrawnByViewerTests
{
    private const string Covers = "such an annotation can cover what the page shows";
    private const string TooVisible = "a certified document may not get new visible fields";

    [Theory]
    [InlineData("")]
    [InlineData("/F 132")]
    [InlineData("/MK << >>")]
    [InlineData("/Rect null")]
    [InlineData("/Rect 5")]
    [InlineData("/Rect [0 0 0]")]
    [InlineData("/Rect [0 0 0 0 0]")]
    public void Verify_WhenANewFieldHasNoRectangle_ItShows(string entries)
    {
        Attack.RequireBroken(NewField(entries), SubIndication.HashFailure, TooVisible);
        Attack.RequireBroken(Signed(entries), SubIndication.HashFailure, TooVisible);
    }

    [Fact]
    public void Verify_WhenANewFieldHasARectangleOfNothing_IsIntact()
    {
        Attack.RequireIntact(NewField("/Rect [0 0 0 0]"));
        Attack.RequireIntact(Signed("/Rect [0 0 0 0] /F 132"));
    }

    [Fact]
    public void Verify_WhenAFieldIsNoWidgetItself_ItNeedsNoRectangle()
    {
        var pdf = Attack.Certified(2).Build();
        Attack.RequireIntact(
            Update.Append(
                pdf,
                Update.Edit(pdf, 6, "7 0 R]", "7 0 R 14 0 R]"),
                Update.Edit(pdf, 3, "7 0 R]", "7 0 R 15 0 R]"),
                (14, "<< /FT /Sig /T (S2) /Kids [15 0 R] >>"),
                (15, "<< /Type /Annot /Subtype /Widget /Parent 14 0 R /Rect [0 0 0 0] /P 3 0 R >>")
            )
        );
    }

    [Theory]
    [InlineData("Highlight", "")]
    [InlineData("Highlight", "/C []")]
    [InlineData("Highlight", "/C [0]")]
    [InlineData("Highlight", "/C [0 0 0]")]
    [InlineData("Highlight", "/C [0 0 0 1]")]
    [InlineData("Highlight", "/C [1 0.5 0.5]")]
    [InlineData("Highlight", "/C [1 1 0] /BM /Normal")]
    [InlineData("Highlight", "/C [1 1 0] /AP << /N 10 0 R >>")]
    [InlineData("Text", "")]
    [InlineData("Text", "/F 4")]
    [InlineData("Text", "/F 36")]
    [InlineData("Text", "/F 288")]
    [InlineData("Caret", "")]
    [InlineData("Popup", "/Open true")]
    public void Verify_WhenACommentHidesWhatIsBelow_IsBrokenAtLevel3(string subtype, string entries) =>
        Attack.RequireBroken(Annotated(subtype, entries), SubIndication.HashFailure, Covers);

    [Theory]
    [InlineData("Highlight", "/C [1 1 0]")]
    [InlineData("Highlight", "/C [1.0 1 .5] /CA 0.5")]
    [InlineData("Highlight", "/C [0 0 0] /F 2")]
    [InlineData("Text", "/F 2")]
    [InlineData("Text", "/F 32")]
    [InlineData("Caret", "/F 2")]
    [InlineData("Popup", "")]
    [InlineData("Popup", "/Open false")]
    public void Verify_WhenACommentLeavesWhatIsBelow_IsIntactAtLevel3(string subtype, string entries) =>
        Attack.RequireIntact(Annotated(subtype, entries));

    private static byte[] Annotated(string subtype, string entries)
    {
        var pdf = Attack.Certified(3).Build();
        return Update.Append(
            pdf,
            Update.Edit(pdf, 3, "7 0 R]", "7 0 R 14 0 R]"),
            (14, $"<< /Type /Annot /Subtype /{subtype} /Rect [0 0 300 300] {entries} >>")
        );
    }

    private static byte[] NewField(string entries, string value = "null")
    {
        var pdf = Attack.Certified(2).Build();
        return Update.Append(
            pdf,
            Update.Edit(pdf, 6, "7 0 R]", "7 0 R 14 0 R]"),
            Update.Edit(pdf, 3, "7 0 R]", "7 0 R 14 0 R]"),
            (14, $"<< /Type /Annot /Subtype /Widget /FT /Sig /T (S2) /P 3 0 R {entries} >>"),
            (15, value)
        );
    }

    private static byte[] Signed(string entries) =>
        Attack.Plain.Sign(NewField(entries + " /V 15 0 R", HandSigned.Dictionary()));
}
