// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pdf.Tests.Verification.Attacks;

/// <summary>What fields look like by the form around them.</summary>
public sealed class FormLookTests
{
    private const string Widget = "/Type /Annot /Subtype /Widget /P 3 0 R";
    private const string Font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>";
    private const string Drawn = $"<< {Widget} /FT /Tx /T (Van) /V (5) /Rect [0 0 90 90] /DA (/#48elv 9 Tf) >>";

    [Theory]
    [InlineData("", "/DA (/F1 9 Tf)", "the form: /DA was changed")]
    [InlineData("/NeedAppearances true", "", "the form: /NeedAppearances was changed")]
    [InlineData("/NeedAppearances true", "/NeedAppearances false", "the form: /NeedAppearances was changed")]
    public void Verify_WhenTheFormChangesHowFieldsAreDrawn_IsBroken(string before, string after, string reason)
    {
        foreach (var signed in (HandSigned[])[Attack.Plain, Attack.Certified(1), Attack.Certified(2)])
        {
            var pdf = WithForm(signed, before).Build();

            Attack.RequireIntact(pdf);
            Attack.RequireBroken(Update.Append(pdf, OfForm(pdf, before, after)), SubIndication.HashFailure, reason);
        }
    }

    [Fact]
    public void Verify_WhenOnlySignaturesAreInTheForm_ItMaySayHowFieldsAreDrawn()
    {
        const string Before = "/NeedAppearances true";
        const string After = "/NeedAppearances false /DA (/F1 9 Tf) /DR << /Font << /F1 9 0 R >> >>";
        // Its other field is none then.
        var pdf = Encoding.Latin1.GetBytes(
            Encoding
                .Latin1.GetString((WithForm(Attack.Plain, Before) with { Fields = "4 0 R" }).BuildUnsigned())
                .Replace("/Widget /FT /Tx ", "/Square /FT /Tx ", StringComparison.Ordinal)
        );
        var signed = Attack.Plain.Sign(pdf);

        Attack.RequireIntact(Update.Append(signed, OfForm(signed, Before, After)));
    }

    [Fact]
    public void Verify_WhenNobodyAskedForNewLooks_SayingSoIsNoChange()
    {
        var pdf = WithForm(Attack.Certified(1), "").Build();

        Attack.RequireIntact(Update.Append(pdf, OfForm(pdf, "", "/NeedAppearances false")));
    }

    [Fact]
    public void Verify_WhenAPageHasAWidgetThatTheFormDoesNotList_TheFormMayNotSayHowItIsDrawn()
    {
        const string Before = "/NeedAppearances true";
        var pdf = (WithForm(Attack.Plain, Before) with { Fields = "4 0 R" }).Build();

        Attack.RequireIntact(pdf);
        foreach (var after in (string[])["", $"{Before} /DA (/F1 9 Tf)", $"{Before} /DR << /Font << /X 9 0 R >> >>"])
        {
            Attack.RequireBroken(
                Update.Append(pdf, OfForm(pdf, Before, after)),
                SubIndication.HashFailure,
                "the form: "
            );
        }
    }

    [Theory]
    [InlineData("", "/DR << /Font << /Helv 15 0 R >> >>")]
    [InlineData("/DR << /Font << /F9 9 0 R >> >>", "/DR << /Font << /F9 9 0 R /Helv 15 0 R >> >>")]
    [InlineData("/DR << /Font << >> >>", "/DR << /Font << /Hel#76 15 0 R >> >>")]
    public void Verify_WhenAFontComesThatAFieldNames_IsBroken(string before, string after)
    {
        var pdf = (WithForm(Attack.Certified(2), before, "14 0 R") with { MoreAnnotations = "14 0 R" }).BuildWith(
            Drawn
        );

        Attack.RequireIntact(pdf);
        Attack.RequireBroken(
            Update.Append(pdf, OfForm(pdf, before, after), (15, Font)),
            SubIndication.HashFailure,
            "the form: its resources got /Helv, which a field draws with"
        );
        var other = after.Replace("Helv", "Times", StringComparison.Ordinal);
        Attack.RequireIntact(
            Update.Append(
                pdf,
                OfForm(pdf, before, other.Replace("Hel#76", "Times", StringComparison.Ordinal)),
                (15, Font)
            )
        );
    }

    [Fact]
    public void Verify_WhenAFontComesIntoAnObjectOfItsOwn_ThatAFieldNames_IsBroken()
    {
        var pdf = (
            WithForm(Attack.Certified(2), "/DR << /Font 15 0 R >>", "14 0 R") with
            {
                MoreAnnotations = "14 0 R",
            }
        ).BuildWith(Drawn, "<< /F9 9 0 R >>");

        Attack.RequireIntact(pdf);
        Attack.RequireBroken(
            Update.Append(pdf, (15, "<< /F9 9 0 R /Helv 9 0 R >>")),
            SubIndication.HashFailure,
            "the form: its resources got /Helv"
        );
    }

    // In the list of fields, whose end and beginning it brings along.
    private static HandSigned WithForm(HandSigned signed, string entries, string fields = "") =>
        signed with
        {
            MoreFields = $"{fields}] {entries} /Z [",
        };

    private static (int Number, string? Body) OfForm(byte[] pdf, string before, string after) =>
        Update.Edit(pdf, 6, $"] {before} /Z [", $"] {after} /Z [");
}
