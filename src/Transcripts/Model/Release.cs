// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>PhatHanh: where, when and by whom the transcript is released.</summary>
/// <param name="EffectiveOn">Ngày hiệu lực: the day of the freeze.</param>
/// <param name="Place">Nơi phát hành.</param>
/// <param name="Position">Chức vụ of the head who signs.</param>
/// <param name="FullName">Họ và tên of the head who signs.</param>
public sealed record Release(DateOnly EffectiveOn, string Place, string Position, string FullName);
