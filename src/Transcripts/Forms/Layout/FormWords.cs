// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>Words that stand on many pages.</summary>
internal static class FormWords
{
    public const string Country = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
    public const string Motto = "Độc lập - Tự do - Hạnh phúc";
    public const string Ministry = "BỘ GIÁO DỤC VÀ ĐÀO TẠO";
    public const string Department = "SỞ GIÁO DỤC VÀ ĐÀO TẠO";
    public const string Draft = "BẢN NHÁP – CHƯA ĐỦ CHỮ KÝ";
    public const string Extract = "BẢN TRÍCH SAO";
    public const string Conversion = "BẢN CHUYỂN ĐỔI";
    public const string ConvertedFrom = "Bản giấy được chuyển đổi từ học bạ số đã ký số.";
    public const string Continued = "(tiếp theo)";
    public const string LookupCode = "Mã tra cứu:";
    public const string Principal = "HIỆU TRƯỞNG";
    public const string Deputy = "PHÓ HIỆU TRƯỞNG";
    public const string SignAndSeal = "(Ký, ghi rõ họ tên và đóng dấu)";
    public const string Sign = "(Ký, ghi rõ họ tên)";
    public const string FullName = "Họ và tên:";
    public const string Class = "Lớp:";
    public const string SchoolYear = "Năm học:";
    public const string Subject = "Môn học/\nHoạt động giáo dục";
    public const string Blank = "\u00A0";
    public const string Remark = "Nhận xét";
}
