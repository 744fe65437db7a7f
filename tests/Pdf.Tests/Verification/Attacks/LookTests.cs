// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pdf.Tests.Verification.Attacks;

/// <summary>Looks of fields that a later update reaches by a way around what locks and signatures allow.</summary>
public sealed class LookTests
{
    private const string Widget = "/Type /Annot /Subtype /Widget /P 3 0 R";

    [Fact]
    public void Verify_WhenALockedFieldDrawsWithTheLookOfAnother_FillingThatInIsBroken()
    {
        var pdf = (
            Attack.Plain with
            {
                FieldEntries = "/Lock << /Action /Include /Fields [(Van)] >>",
                MoreFields = "16 0 R 17 0 R",
                MoreAnnotations = "16 0 R 17 0 R",
            }
        ).BuildWith(
            Look("/X Do ", "/Resources << /XObject << /X 15 0 R >> >>"),
            Look("BT (5) Tj ET  "),
            $"<< {Widget} /FT /Tx /T (Ghi) /V (1) /Rect [0 0 1 1] /AP << /N 15 0 R >> >>",
            $"<< {Widget} /FT /Tx /T (Van) /V (5) /Rect [0 0 90 90] /AP << /N 14 0 R >> >>"
        );
        var filled = Update.Edit(pdf, 16, "/V (1)", "/V (2)");

        Attack.RequireIntact(pdf);
        Attack.RequireBroken(
            Update.Append(pdf, filled, (15, Look("BT (9) Tj ET  "))),
            SubIndication.HashFailure,
            "object 15"
        );
    }

    [Fact]
    public void Verify_WhenTheLookOfAWaitingFieldIsReplaced_OnlyItsSignerMay()
    {
        var pdf = (Attack.Plain with { MoreFields = "14 0 R", MoreAnnotations = "15 0 R" }).BuildWith(
            "<< /FT /Sig /T (Ky) /Kids [15 0 R] >>",
            $"<< {Widget} /Parent 14 0 R /Rect [0 0 90 90] /AP << /N 16 0 R >> >>",
            Look("BT ( ) Tj ET  ")
        );
        var look = (16, (string?)Look("BT (An) Tj ET "));

        Attack.RequireBroken(
            Update.Append(pdf, look),
            SubIndication.HashFailure,
            "object 16 (XObject): the look of the signature field Ky was changed"
        );
        Attack.RequireIntact(
            Attack.Plain.Sign(
                Update.Append(
                    pdf,
                    Update.Edit(pdf, 14, "/T (Ky)", "/T (Ky) /V 17 0 R"),
                    look,
                    (17, HandSigned.Dictionary())
                )
            )
        );
    }

    private static string Look(string drawn, string entries = "") =>
        $"<< /Type /XObject /Subtype /Form /BBox [0 0 90 90] {entries} /Length {drawn.Length} >>\nstream\n{drawn}\nendstream";
}
