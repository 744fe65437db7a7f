// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>Lên lớp, as the summary page words it.</summary>
public enum Promotion
{
    /// <summary>Được lên lớp: <c>LEN_LOP</c>.</summary>
    Promoted = 1,

    /// <summary>Được lên lớp sau khi đánh giá lại: <c>LEN_LOP_SAU_DANH_GIA_LAI</c>.</summary>
    PromotedAfterReassessment = 2,

    /// <summary>Không được lên lớp: <c>KHONG_LEN_LOP</c>.</summary>
    NotPromoted = 3,
}
