// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>HocSinh: what the personal page of the form shows.</summary>
public sealed record Pupil
{
    /// <summary>Mã định danh: 12 digits.</summary>
    public required string PersonalId { get; init; }

    /// <summary>Họ và tên.</summary>
    public required string FullName { get; init; }

    /// <summary>Giới tính.</summary>
    public required Gender Gender { get; init; }

    /// <summary>Ngày sinh.</summary>
    public required DateOnly BornOn { get; init; }

    /// <summary>Dân tộc.</summary>
    public required string Ethnicity { get; init; }

    /// <summary>Quốc tịch.</summary>
    public required string Nationality { get; init; }

    /// <summary>Nơi sinh.</summary>
    public required string Birthplace { get; init; }

    /// <summary>Quê quán.</summary>
    public string? Hometown { get; init; }

    /// <summary>Nơi ở hiện nay.</summary>
    public required string Address { get; init; }

    /// <summary>Đối tượng chính sách, such as a war invalid's child.</summary>
    public string? PolicyGroup { get; init; }

    /// <summary>CoKhuyetTatKhongDanhGia: the pupil has a disability and is not assessed.</summary>
    public bool NotAssessed { get; init; }

    /// <summary>Cha.</summary>
    public FamilyMember? Father { get; init; }

    /// <summary>Mẹ.</summary>
    public FamilyMember? Mother { get; init; }

    /// <summary>Người giám hộ.</summary>
    public FamilyMember? Guardian { get; init; }
}
