// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>Cấp học; the number is the code in documents. GDTX (05) is not served.</summary>
public enum SchoolLevel
{
    /// <summary>Primary, code 02, classes 1 to 5.</summary>
    TieuHoc = 2,

    /// <summary>Lower secondary, code 03, classes 6 to 9.</summary>
    Thcs = 3,

    /// <summary>Upper secondary, code 04, classes 10 to 12.</summary>
    Thpt = 4,
}
