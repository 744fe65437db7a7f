// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pdf.Tests.Verification.Attacks;

/// <summary>
/// The first update moves a direct value into an object of its own, which means the same; the second exchanges that object.
/// Each is harmless for a verifier that has not noticed who refers to whom after the first.
/// </summary>
public sealed class TwoUpdateTests
{
    private const string Mark = "<< /Length 29 >>\nstream\nBT /F1 9 Tf (Diem 9) Tj ET  \nendstream";
    private const string OtherPage =
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 11 0 R /Resources << /Font << /F1 9 0 R >> >> >>";

    /// <summary>The object, what is direct in it, what comes in its place, and a new object that this refers to.</summary>
    public static TheoryData<string, int, string, string, string?> Values { get; } =
        new()
        {
            { "Kids", 2, "[3 0 R]", "[51 0 R]", OtherPage },
            { "Resources", 3, "<< /Font << /F1 9 0 R >> >>", "<< /Font << /F1 51 0 R >> >>", "<< /Type /Font >>" },
            { "Contents", 3, "[8 0 R]", "[51 0 R]", Mark },
            { "Rect of the signature", 4, "[0 0 0 0]", "[0 0 300 300]", null },
            { "MediaBox", 3, "[0 0 300 300]", "[0 0 30 30]", null },
        };

    [Theory]
    [MemberData(nameof(Values))]
    public void Verify_WhenADirectValueWasMovedAside_StaysIntact(
        string key,
        int owner,
        string direct,
        string other,
        string? more
    )
    {
        _ = (key, other, more);
        Attack.RequireIntact(MovedAside(owner, direct));
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void Verify_WhenWhatWasMovedAsideIsExchanged_IsBroken(
        string key,
        int owner,
        string direct,
        string other,
        string? more
    )
    {
        _ = key;
        var pdf = Update.Append(MovedAside(owner, direct), (50, other), (51, more ?? "null"));

        Attack.RequireBroken(pdf, SubIndication.HashFailure, "Revision 3, object 50: the object was changed");
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void Verify_WhenWhatWasMovedAsideIsFreed_IsBroken(
        string key,
        int owner,
        string direct,
        string other,
        string? more
    )
    {
        _ = (key, other, more);
        var pdf = Update.Append(MovedAside(owner, direct), (50, null));

        Attack.RequireBroken(pdf, SubIndication.HashFailure, "Revision 3, object 50: the object was removed");
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void Verify_WhenItWasMovedBackAndTheRestIsFreed_StaysIntact(
        string key,
        int owner,
        string direct,
        string other,
        string? more
    )
    {
        _ = (key, other, more);
        var aside = MovedAside(owner, direct);
        var back = Update.Append(aside, Update.Edit(aside, owner, "50 0 R", direct));

        Attack.RequireIntact(Update.Append(back, (50, null)));
    }

    [Fact]
    public void Verify_WhenAValueWasMovedInAndItsObjectIsFreed_StaysIntact()
    {
        var pdf = (Attack.Plain with { PageContents = "14 0 R" }).BuildWith("[8 0 R]");
        var moved = Update.Append(pdf, Update.Edit(pdf, 3, "14 0 R", "[8 0 R]"));

        Attack.RequireIntact(Update.Append(moved, (14, null)));
    }

    private static byte[] MovedAside(int owner, string direct)
    {
        var pdf = (Attack.Plain with { PageContents = "[8 0 R]" }).Build();
        return Update.Append(pdf, Update.Edit(pdf, owner, direct, "50 0 R"), (50, direct));
    }
}
