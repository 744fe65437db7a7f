// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Transcripts;

/// <summary>
/// The Ids of blocks and signatures. Each ends in the look-up code, so that Ids of several transcripts never collide and
/// parallel copies of one can be merged.
/// </summary>
public static class TranscriptIds
{
    internal const string Header = "TTHB";
    internal const string Subject = "MH";
    internal const string Summary = "TK";
    internal const string Release = "PH";

    /// <summary><c>TTHB-code</c>: ThongTinHocBa.</summary>
    public static string HeaderId(string lookupCode) => $"{Header}-{lookupCode}";

    /// <summary><c>MH-TOAN-code</c>: KetQuaMonHoc.</summary>
    public static string SubjectId(string subject, string lookupCode) => $"{Subject}-{subject}-{lookupCode}";

    /// <summary><c>TK-code</c>: TongKet.</summary>
    public static string SummaryId(string lookupCode) => $"{Summary}-{lookupCode}";

    /// <summary><c>PH-code</c>: PhatHanh.</summary>
    public static string ReleaseId(string lookupCode) => $"{Release}-{lookupCode}";

    /// <summary><c>GVBM-TOAN-code</c>, <c>GVCN-code</c>, <c>CBQL-code</c>, <c>PHAT_HANH-code</c>.</summary>
    public static string SignatureId(RoleClaim claim, string lookupCode) =>
        claim.Subject is { } subject ? $"{claim.RoleName}-{subject}-{lookupCode}" : $"{claim.RoleName}-{lookupCode}";
}
