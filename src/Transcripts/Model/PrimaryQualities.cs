// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>PhamChat: "2. Những phẩm chất chủ yếu", in the form's order.</summary>
/// <param name="Patriotism">Yêu nước.</param>
/// <param name="Kindness">Nhân ái.</param>
/// <param name="Diligence">Chăm chỉ.</param>
/// <param name="Honesty">Trung thực.</param>
/// <param name="Responsibility">Trách nhiệm.</param>
public sealed record PrimaryQualities(
    PrimaryLevel Patriotism,
    PrimaryLevel Kindness,
    PrimaryLevel Diligence,
    PrimaryLevel Honesty,
    PrimaryLevel Responsibility
)
{
    /// <summary>Nhận xét.</summary>
    public string? Remark { get; init; }
}
