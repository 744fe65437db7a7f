// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>Giới tính; the number is the code in documents.</summary>
public enum Gender
{
    /// <summary>Nữ: code 0.</summary>
    Female = 0,

    /// <summary>Nam: code 1.</summary>
    Male = 1,

    /// <summary>Khác: code 2.</summary>
    Other = 2,
}
