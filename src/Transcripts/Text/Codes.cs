// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>The codes of documents, one table per enumeration.</summary>
internal static class Codes
{
    public static readonly CodeTable<SchoolLevel> Level = new(
        (SchoolLevel.TieuHoc, "02"),
        (SchoolLevel.Thcs, "03"),
        (SchoolLevel.Thpt, "04")
    );

    public static readonly CodeTable<Gender> Gender = new(
        (Transcripts.Gender.Female, "0"),
        (Transcripts.Gender.Male, "1"),
        (Transcripts.Gender.Other, "2")
    );

    public static readonly CodeTable<SubjectKind> SubjectKind = new(
        (Transcripts.SubjectKind.Compulsory, "BAT_BUOC"),
        (Transcripts.SubjectKind.Elective, "LUA_CHON")
    );

    public static readonly CodeTable<Rating> Rating = new(
        (Transcripts.Rating.Good, "T"),
        (Transcripts.Rating.Fair, "K"),
        (Transcripts.Rating.Passed, "Đ"),
        (Transcripts.Rating.NotPassed, "CĐ")
    );

    public static readonly CodeTable<PrimaryAttainment> Attainment = new(
        (PrimaryAttainment.Good, "T"),
        (PrimaryAttainment.Completed, "H"),
        (PrimaryAttainment.NotCompleted, "C")
    );

    public static readonly CodeTable<PrimaryLevel> PrimaryLevel = new(
        (Transcripts.PrimaryLevel.Good, "T"),
        (Transcripts.PrimaryLevel.Passed, "Đ"),
        (Transcripts.PrimaryLevel.NeedsEffort, "C")
    );

    public static readonly CodeTable<PrimaryOutcome> Outcome = new(
        (PrimaryOutcome.Excellent, "HTXS"),
        (PrimaryOutcome.Good, "HTT"),
        (PrimaryOutcome.Completed, "HT"),
        (PrimaryOutcome.NotCompleted, "CHT")
    );

    public static readonly CodeTable<Promotion> Promotion = new(
        (Transcripts.Promotion.Promoted, "LEN_LOP"),
        (Transcripts.Promotion.PromotedAfterReassessment, "LEN_LOP_SAU_DANH_GIA_LAI"),
        (Transcripts.Promotion.NotPromoted, "KHONG_LEN_LOP")
    );
}
