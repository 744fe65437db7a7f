// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>Who signs a transcript; the names are the domain's.</summary>
public enum SignerRole
{
    /// <summary>Giáo viên bộ môn: the teacher of one subject.</summary>
    Gvbm = 1,

    /// <summary>Giáo viên chủ nhiệm: the homeroom teacher.</summary>
    Gvcn = 2,

    /// <summary>Cán bộ quản lý: the principal or a deputy.</summary>
    Cbql = 3,

    /// <summary>Ký số phát hành: the school's seal, the last signature.</summary>
    PhatHanh = 4,
}
