// SPDX-License-Identifier: Apache-2.0
using System.Text;
using System.Text.RegularExpressions;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pdf.Tests.Verification.Attacks;

/// <summary>Readers that stumble over what nobody asked for search the file for objects, and find others than it names.</summary>
public sealed class StrictTests
{
    [Theory]
    [InlineData("/W [R]")]
    [InlineData("/Index [R R R]")]
    [InlineData("/Index [1 R]")]
    [InlineData("/ID [R]")]
    [InlineData("/ID [(a) R]")]
    [InlineData("/ID [<zz> <00>]")]
    [InlineData("/DecodeParms << /A R >>")]
    [InlineData("/DecodeParms << 1 2 >>")]
    [InlineData("/DecodeParms << /A >>")]
    [InlineData("/DecodeParms << /A /B /C >>")]
    [InlineData("/W [<zz>]")]
    public void Verify_WhenALaterTrailerIsNotWellFormed_IsBroken(string entries) =>
        Attack.RequireBroken(Update.Append(Certified, entries), SubIndication.FormatFailure, "The trailer, behind a");

    [Theory]
    [InlineData("<< /ModDate [R] >>")]
    [InlineData("<< /Producer << /A R >> >>")]
    [InlineData("<< /ModDate <zz> >>")]
    [InlineData("<< /ModDate (D:2026) /A >>")]
    [InlineData("<< /ModDate (D:2026) /A << (k) 1 >> >>")]
    public void Verify_WhenALaterObjectIsNotWellFormed_IsBroken(string body) =>
        Attack.RequireBroken(
            Update.Append(Certified, "/Info 14 0 R", (14, body)),
            SubIndication.FormatFailure,
            "Object 14, behind a"
        );

    [Theory]
    [InlineData("/W [1 2 1]", "the trailer: /W was changed")]
    [InlineData("/Type /XRef", "the trailer: /Type was changed")]
    [InlineData("/ID [(a)]", "the trailer: /ID was changed")]
    [InlineData("/ID [(a) 1]", "the trailer: /ID was changed")]
    [InlineData("/ID 1", "the trailer: /ID was changed")]
    public void Verify_WhenALaterTrailerSaysWhatItHasNoRoomFor_IsBroken(string entries, string reason) =>
        Attack.RequireBroken(Update.Append(Certified, entries), SubIndication.HashFailure, reason);

    [Theory]
    [InlineData("/ModDate [(D:2026)]")]
    [InlineData("/Producer 1")]
    public void Verify_WhenTheTimeOfTheSaveIsNone_ItIsNotOfTheSave(string entries) =>
        Attack.RequireBroken(
            Update.Append(Certified, "/Info 14 0 R", (14, $"<< {entries} >>")),
            SubIndication.HashFailure,
            "the trailer: document information"
        );

    [Theory]
    [InlineData("/ID [(a) <0 0>]")]
    [InlineData("/ID [<> ()]")]
    [InlineData("")]
    public void Verify_WhenALaterTrailerIsUsual_IsIntact(string entries) =>
        Attack.RequireIntact(
            Update.Append(
                Certified,
                $"{entries} /Info 14 0 R",
                (14, "<< /ModDate (D:2026) /Producer 15 0 R >>"),
                (15, "(x)")
            )
        );

    [Theory]
    [InlineData("0\n1\n")]
    [InlineData("  0 1\n")]
    [InlineData("0   1\n")]
    [InlineData("0 1  \n")]
    [InlineData("0 1\n\n \n")]
    public void Verify_WhenTheHeadOfALaterTableIsUnusual_IsBroken(string head) =>
        Attack.RequireBroken(WithHead(head), SubIndication.FormatFailure, "some readers do not take");

    [Theory]
    [InlineData("0 1\n")]
    [InlineData("0 1\r\n")]
    [InlineData("0 1 \n")]
    [InlineData("0 1\r")]
    public void Verify_WhenTheHeadOfALaterTableIsUsual_IsIntact(string head) => Attack.RequireIntact(WithHead(head));

    [Theory]
    [InlineData(1, false)]
    [InlineData(13, false)]
    [InlineData(14, true)]
    [InlineData(31, true)]
    public void Verify_WhenALaterSizeLeavesObjectsOut_IsBroken(int size, bool isIntact)
    {
        var pdf = Sized(size);
        if (isIntact)
        {
            Attack.RequireIntact(pdf);
        }
        else
        {
            Attack.RequireBroken(pdf, SubIndication.FormatFailure, "leaves out object 13");
        }
    }

    private static byte[] Certified => Attack.Certified(1).Build();

    private static byte[] WithHead(string head)
    {
        var text = Encoding.Latin1.GetString(Update.Append(Certified));
        var at = text.LastIndexOf("xref\n0 1\n0000000000 65535 f", StringComparison.Ordinal);
        return Encoding.Latin1.GetBytes(text[..(at + 5)] + head + text[(at + 9)..]);
    }

    private static byte[] Sized(int size)
    {
        var text = Encoding.Latin1.GetString(Update.Append(Certified));
        var last = Regex.Matches(text, @"/Size \d+")[^1];
        return Encoding.Latin1.GetBytes(text[..last.Index] + $"/Size {size}" + text[(last.Index + last.Length)..]);
    }
}
