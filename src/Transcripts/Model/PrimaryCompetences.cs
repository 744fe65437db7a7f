// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>NangLuc: "3. Những năng lực cốt lõi", in the form's order.</summary>
public sealed record PrimaryCompetences
{
    /// <summary>3.1 Tự chủ và tự học.</summary>
    public required PrimaryLevel SelfReliance { get; init; }

    /// <summary>3.1 Giao tiếp và hợp tác.</summary>
    public required PrimaryLevel Cooperation { get; init; }

    /// <summary>3.1 Giải quyết vấn đề và sáng tạo.</summary>
    public required PrimaryLevel ProblemSolving { get; init; }

    /// <summary>3.1 Nhận xét.</summary>
    public string? GeneralRemark { get; init; }

    /// <summary>3.2 Ngôn ngữ.</summary>
    public required PrimaryLevel Language { get; init; }

    /// <summary>3.2 Tính toán.</summary>
    public required PrimaryLevel Calculation { get; init; }

    /// <summary>3.2 Khoa học; null in classes that do not assess it.</summary>
    public PrimaryLevel? Science { get; init; }

    /// <summary>3.2 Công nghệ; null in classes that do not assess it.</summary>
    public PrimaryLevel? Technology { get; init; }

    /// <summary>3.2 Tin học; null in classes that do not assess it.</summary>
    public PrimaryLevel? Informatics { get; init; }

    /// <summary>3.2 Thẩm mĩ.</summary>
    public required PrimaryLevel Aesthetics { get; init; }

    /// <summary>3.2 Thể chất.</summary>
    public required PrimaryLevel Physical { get; init; }

    /// <summary>3.2 Nhận xét.</summary>
    public string? SpecificRemark { get; init; }
}
