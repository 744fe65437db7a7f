// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Xml.Tests.Signing;

namespace HocBaSo.Signing.Xml.Tests.Verification;

/// <summary>
/// Signature wrapping: the signed part is moved where nobody reads it, a forged one takes its place. The digests stay right, so
/// nothing but rules of form can see it. Eight shapes, for a message signed by Id, for a GVBM's block, and for our seal.
/// </summary>
public sealed class WrappingTests
{
    private const string Good = "<Mark Id=\"m1\"><Value>5</Value></Mark>";
    private const string Evil = "<Mark Id=\"evil\"><Value>10</Value></Mark>";

    public static TheoryData<int> Shapes => new(1, 2, 3, 4, 5, 6, 7, 8);

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Verify_WhenASignedElementIsWrapped_Broken(int shape)
    {
        var maker = new HandMade();
        var signature = HandMade.Signature(HandMade.Reference(0, "#m1", [HandMade.Enveloped, HandMade.Exclusive]));
        var signed = maker.Sign($"<Message>{Good}{signature}</Message>", new HandMadeReference("m1"));
        Assert.Equal(Indication.TotalPassed, maker.Verify(signed).Indication);
        var value = signed[signed.IndexOf("<ds:Signature", StringComparison.Ordinal)..^"</Message>".Length];

        var report = maker.Verify(Wrapped(shape, value));

        Assert.Equal((Integrity.Broken, Indication.TotalFailed), (report.Integrity, report.Indication));
    }

    [Fact]
    public void Verify_WhenAnEnvelopedSignatureKeepsItsElementAndAForgedOneStandsBefore_Broken()
    {
        // the shape in which the Reference still leads to the signature's own parent
        var maker = new HandMade();
        var signature = HandMade.Signature(HandMade.Reference(0, "#m1", [HandMade.Enveloped, HandMade.Exclusive]));
        var template = $"<Message><Mark Id=\"m1\"><Value>5</Value>{signature}</Mark></Message>";
        var signed = maker.Sign(template, new HandMadeReference("m1", Enveloped: true));
        Assert.Equal(Indication.TotalPassed, maker.Verify(signed).Indication);

        var report = maker.Verify(signed.Replace("<Message>", $"<Message>{Evil}", StringComparison.Ordinal));

        Assert.Equal(Integrity.Broken, report.Integrity);
        Assert.Contains("/Message/Mark", report.Reason!, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_WhenTheForgedElementIsCoveredByASignatureWithoutAGoodValue_TheTrueSignatureFailsToo()
    {
        var maker = new HandMade();
        var good = HandMade.Signature(HandMade.Reference(0, "#m1", [HandMade.Exclusive]));
        var forged = HandMade
            .Signature(HandMade.Reference(1, "#evil", [HandMade.Exclusive]), id: "F")
            .Replace("@V@", Convert.ToBase64String(new byte[64]), StringComparison.Ordinal);

        var report = maker.Verify(
            maker.Sign(
                $"<Message>{Good}{Evil}{good}{forged}</Message>",
                new HandMadeReference("m1"),
                new HandMadeReference("evil")
            )
        );

        Assert.Equal(
            [("S", SubIndication.FormatFailure), ("F", SubIndication.SigCryptoFailure)],
            report.Signatures.Select(static s => (s.Id, s.SubIndication))
        );
    }

    [Fact]
    public void Verify_WhenAnEnvelopedSignatureHidesAnotherRoot_Broken()
    {
        var maker = new HandMade();
        var signature = HandMade.Signature(HandMade.Reference(0, "", [HandMade.Enveloped, HandMade.Exclusive]));
        var signed = maker.Sign(
            $"<Mark><Value>5</Value>{signature}</Mark>",
            new HandMadeReference(null, Enveloped: true)
        );
        Assert.Equal(Indication.TotalPassed, maker.Verify(signed).Indication);

        var hidden = signed.Replace(
            "</ds:Signature>",
            "<ds:Object><Mark><Value>10</Value></Mark></ds:Object></ds:Signature>",
            StringComparison.Ordinal
        );

        Assert.Equal(Integrity.Broken, maker.Verify(hidden).Integrity);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Verify_WhenASubjectBlockOfASealedTranscriptIsWrapped_Broken(int shape)
    {
        var document = await SealedDocument.MakeAsync();
        var start = document.Text.IndexOf("<KetQuaMonHoc  Id='MH-TOAN", StringComparison.Ordinal);
        var end = document.Text.IndexOf("</KetQuaMonHoc>", start, StringComparison.Ordinal) + "</KetQuaMonHoc>".Length;
        var block = document.Text[start..end];
        var evil = block.Replace(">8.5<", ">10<", StringComparison.Ordinal);
        var renamed = evil.Replace("MH-TOAN", "MH-TOAM", StringComparison.Ordinal);
        var anonymous = evil.Replace($" Id='MH-TOAN-{SigningHouse.Code}'", "", StringComparison.Ordinal);
        var text = shape switch
        {
            1 => document.Text.Replace(block, renamed + block, StringComparison.Ordinal),
            2 => document.Text.Replace(block, block + anonymous, StringComparison.Ordinal),
            3 => document.Text.Replace(block, evil + block, StringComparison.Ordinal),
            4 => document.Text.Replace(block, evil, StringComparison.Ordinal),
            5 => Moved(document.Text, block, renamed, "</HocBaSo>"),
            6 => Moved(document.Text, block, anonymous, "</DSCKS>"),
            7 => Moved(document.Text, block, renamed, "</TongKet>"),
            _ => document
                .Text.Replace(block, renamed, StringComparison.Ordinal)
                .Replace(
                    "</ds:Signature></GVCN>",
                    $"<ds:Object>{block}</ds:Object></ds:Signature></GVCN>",
                    StringComparison.Ordinal
                ),
        };

        var report = document.Verify(text);

        Assert.Equal((Integrity.Broken, Indication.TotalFailed), (report.Integrity, report.Indication));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Verify_WhenTheSealIsWrapped_Broken(int shape)
    {
        var document = await SealedDocument.MakeAsync();
        var (text, root) = (document.Text, document.Text.IndexOf("<HocBaSo", StringComparison.Ordinal));
        var original = text[root..].TrimEnd();
        var start = text.IndexOf(
            "<ds:Signature",
            text.IndexOf("<PHAT_HANH>", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        var seal = text[start..text.IndexOf("</PHAT_HANH>", StringComparison.Ordinal)];
        var evil = original.Replace(">8.5<", ">10<", StringComparison.Ordinal);
        var withoutSeal = original.Replace(seal, "", StringComparison.Ordinal);
        var wrapped = shape switch
        {
            // forged around the original, before and after, with and without its seal
            1 => evil.Replace("</HocBaSo>", $"{original}</HocBaSo>", StringComparison.Ordinal),
            2 => evil.Replace(
                "<HocBaSo PhienBan=\"1\">",
                $"<HocBaSo PhienBan=\"1\">{original}",
                StringComparison.Ordinal
            ),
            3 => evil.Replace(seal, seal + withoutSeal, StringComparison.Ordinal),
            4 => evil.Replace(
                "</ds:Signature></PHAT_HANH>",
                $"<ds:Object>{withoutSeal}</ds:Object></ds:Signature></PHAT_HANH>",
                StringComparison.Ordinal
            ),
            5 => $"<Wrapper>{evil}{original}</Wrapper>",
            6 => original.Replace(seal, seal + seal, StringComparison.Ordinal),
            7 => original.Replace("<PHAT_HANH>", $"<PHAT_HANH>{seal}</PHAT_HANH><PHAT_HANH>", StringComparison.Ordinal),
            _ => evil.Replace("URI=\"\"", $"URI=\"#TTHB-{SigningHouse.Code}\"", StringComparison.Ordinal),
        };

        Assert.Equal(Integrity.Broken, document.Verify(wrapped).Integrity);
        Assert.NotEqual(Integrity.Intact, document.VerifyAsStranger(wrapped).Integrity);
    }

    [Theory]
    [InlineData("<KetQuaMonHoc Id=\"X\"/>", "<TongKet")]
    [InlineData("<Xep>1</Xep>", "</TongKet>")]
    [InlineData("text", "<TongKet")]
    [InlineData("<!-- một lời -->", "<TongKet")]
    [InlineData("<?pi?>", "<TongKet")]
    public async Task Verify_WhenSomethingIsAddedToASealedTranscript_Broken(string added, string before)
    {
        var document = await SealedDocument.MakeAsync();

        var report = document.Verify(document.Text.Replace(before, added + before, StringComparison.Ordinal));

        Assert.Equal((Integrity.Broken, Indication.TotalFailed), (report.Integrity, report.Indication));
    }

    [Fact]
    public async Task Verify_WhenAnInnerSignatureIsRemovedOrMoved_Broken()
    {
        var document = await SealedDocument.MakeAsync();
        var start = document.Text.IndexOf("<GVCN>", StringComparison.Ordinal);
        var end = document.Text.IndexOf("</GVCN>", StringComparison.Ordinal) + "</GVCN>".Length;
        var container = document.Text[start..end];
        var removed = document.Text.Remove(start, container.Length);

        Assert.Equal(Integrity.Broken, document.Verify(removed).Integrity);
        Assert.Equal(
            Integrity.Broken,
            document.Verify(removed.Replace("<DSCKS>", "<DSCKS>" + container, StringComparison.Ordinal)).Integrity
        );
    }

    private static string Moved(string text, string block, string forged, string before)
    {
        var moved = text.Replace(block, forged, StringComparison.Ordinal);
        return moved.Insert(moved.LastIndexOf(before, StringComparison.Ordinal), block);
    }

    private static string Wrapped(int shape, string signature) =>
        shape switch
        {
            1 => $"<Message>{Evil}<Old>{Good}</Old>{signature}</Message>",
            2 => $"<Message>{Evil}{Good}{signature}</Message>",
            3 => $"<Message>{signature}{Good}{Evil}</Message>",
            4 => $"<Message><Mark Id=\"evil\"><Value>10</Value>{Good}</Mark>{signature}</Message>",
            5 => $"<Message><Mark Id=\"evil\"><Value>10</Value>{signature}</Mark>{Good}</Message>",
            6 =>
                $"<Message><Mark><Value>10</Value>{signature.Replace("</ds:Signature>", $"<ds:Object>{Good}</ds:Object></ds:Signature>", StringComparison.Ordinal)}</Mark></Message>",
            7 => $"<Message><Extensions>{Good}</Extensions><Mark><Value>10</Value></Mark>{signature}</Message>",
            _ =>
                $"<Message>{Evil}{signature.Replace("</ds:Signature>", $"<ds:Object><Other>{Good}</Other></ds:Object></ds:Signature>", StringComparison.Ordinal)}</Message>",
        };
}
