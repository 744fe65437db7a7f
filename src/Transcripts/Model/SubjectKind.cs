// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>Loại môn, as the forms group the rows.</summary>
public enum SubjectKind
{
    /// <summary>Bắt buộc: <c>BAT_BUOC</c>.</summary>
    Compulsory = 1,

    /// <summary>Lựa chọn: <c>LUA_CHON</c>.</summary>
    Elective = 2,
}
