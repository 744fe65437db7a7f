// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Transcripts;

namespace HocBaSo.Signing.Forms.Tests;

/// <summary>Every field's text is on the page and in reading order, for people who copy, search or listen.</summary>
public sealed class TextTests
{
    public static TheoryData<SchoolLevel> Levels => [.. SchoolLevels.All];

    [Theory]
    [MemberData(nameof(Levels))]
    public void Layout_WhenExtracted_HasTheFieldsOfCoverPersonAndHistory(SchoolLevel level)
    {
        var year = FormSamples.Sealed(level);
        var (header, pupil) = (year.Transcript.Header, year.Transcript.Header.Pupil);
        Pdf.AssertOrder(
            Pdf.Text(FormSamples.Render(year), "-layout"),
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "BỘ GIÁO DỤC VÀ ĐÀO TẠO",
            "HỌC BẠ",
            $"Họ và tên học sinh: {pupil.FullName}",
            $"Trường: {header.SchoolName}",
            $"Xã (Phường): {header.Commune}",
            $"Tỉnh (Thành phố): {header.Province}",
            $"Số sổ đăng bộ: {header.RegisterNumber}",
            $"Mã tra cứu: {header.LookupCode}",
            $"Họ và tên: {pupil.FullName} Giới tính:",
            $"Ngày sinh: {pupil.BornOn.Day:00} tháng",
            $"Dân tộc: {pupil.Ethnicity} Quốc tịch: {pupil.Nationality}",
            $"Nơi sinh: {pupil.Birthplace}",
            $"Quê quán: {pupil.Hometown}",
            $"Nơi ở hiện nay: {pupil.Address}",
            $"Mã định danh: {pupil.PersonalId} Mã trường: {header.SchoolCode}",
            $"Họ và tên cha: {pupil.Father!.FullName}",
            $"Họ và tên mẹ: {pupil.Mother!.FullName}",
            "ngày 31 tháng 5 năm 2026",
            "HIỆU TRƯỞNG",
            year.Transcript.Release!.FullName,
            "QUÁ TRÌNH HỌC TẬP",
            $"{header.SchoolYear} {header.ClassName}",
            "05/09/"
        );
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\u0085")]
    [InlineData("\u2028")]
    [InlineData("\u2029")]
    public void Fields_WhenAValueHasSeveralLines_StandBelowEachOther(string lineBreak)
    {
        var year = FormSamples.Sealed(SchoolLevel.Thcs);
        var header = year.Transcript.Header;
        var named = year with
        {
            Transcript = year.Transcript with
            {
                Header = header with { Pupil = header.Pupil with { FullName = $"Mỵ Sẵn{lineBreak}Bảo Bình" } },
            },
        };

        Pdf.AssertOrder(
            Pdf.Text(FormSamples.Render(named), "-layout", "-f", "2", "-l", "2"),
            "Họ và tên: Mỵ Sẵn",
            "Bảo Bình",
            "Giới tính:",
            "Ngày sinh:"
        );
    }

    [Fact]
    public void SubjectPage_WhenThcsHasStudyTopics_ShowsTheirMarks()
    {
        var year = FormSamples.Sealed(SchoolLevel.Thcs);
        var topics = FormSamples
            .Sealed(SchoolLevel.Thpt)
            .Transcript.Subjects.Select(static s => s.TopicGroup)
            .First(static group => group is not null)!;
        var first = year.Transcript.Subjects[0] with
        {
            TopicGroup = topics with
            {
                Name = "Chuyên đề thử",
                Term1 = Mark.OfScore(1.3m),
                WholeYear = Mark.OfScore(1.4m),
            },
        };
        var changed = year with
        {
            Transcript = year.Transcript with { Subjects = [first, .. year.Transcript.Subjects.Skip(1)] },
        };

        Pdf.AssertOrder(Pdf.ReadingOrder(FormSamples.Render(changed)), "Chuyên đề thử", "1,3", "1,4");
    }

    [Fact]
    public void Confirmation_WhenThePositionIsDecomposedOrPadded_IsThatOfTheForm()
    {
        var year = FormSamples.Sealed(SchoolLevel.Thcs);
        var usual = Pdf.Text(FormSamples.Render(With("Hiệu trưởng")), "-layout");

        // "Hiệu trưởng" in NFD: this program runs without the tables of normalization.
        Assert.Equal(usual, Pdf.Text(FormSamples.Render(With("Hie\u0323\u0302u tru\u031Bo\u031B\u0309ng")), "-layout"));
        Assert.Equal(usual, Pdf.Text(FormSamples.Render(With(" Hiệu trưởng ")), "-layout"));
        Assert.NotEqual(usual, Pdf.Text(FormSamples.Render(With("Giám đốc")), "-layout"));

        SignedTranscript With(string position) =>
            year with
            {
                Transcript = year.Transcript with { Release = year.Transcript.Release! with { Position = position } },
            };
    }

    [Theory]
    [InlineData(SchoolLevel.Thcs)]
    [InlineData(SchoolLevel.Thpt)]
    public void Structure_WhenRead_HasSubjectsMarksTeachersAndSignaturesInOrder(SchoolLevel level)
    {
        var year = FormSamples.Sealed(level);
        var subjects = year.Transcript.Subjects.SelectMany(subject =>
            new[]
            {
                subject.Name,
                Score(subject.Term1),
                Score(subject.Term2),
                Score(subject.WholeYear),
                subject.Teacher.FullName,
                $"Ký số: 25/05/2026",
                $"Sê-ri: {year.Signatures.Single(s => s.Role == new RoleClaim(SignerRole.Gvbm, subject.Code)).Serial}",
            }
        );
        var topics = year.Transcript.Subjects.Where(s => s.TopicGroup is not null).Select(s => s.TopicGroup!.Name);
        Pdf.AssertOrder(
            Pdf.ReadingOrder(FormSamples.Render(year)),
            [
                "KẾT QUẢ HỌC TẬP",
                .. subjects,
                .. topics,
                "Trong trang này có sửa chữa ở",
                "Xác nhận của Giáo viên chủ nhiệm",
            ]
        );
    }

    [Theory]
    [InlineData(SchoolLevel.Thcs)]
    [InlineData(SchoolLevel.Thpt)]
    public void Summary_WhenExtracted_HasRatingsOutcomeRemarkAndConfirmations(SchoolLevel level)
    {
        var year = FormSamples.Sealed(level);
        var (summary, whole) = (year.Transcript.Summary!, year.Transcript.Summary!.Secondary!.WholeYear);
        Pdf.AssertOrder(
            Pdf.Text(FormSamples.Render(year), "-layout"),
            [
                "NHẬN XÉT CỦA GIÁO VIÊN BỘ MÔN",
                "KẾT QUẢ RÈN LUYỆN VÀ HỌC TẬP",
                $"Cả năm Tốt {Words(whole.Study)} {whole.Absences}",
                $"- Được lên lớp: lớp {year.Transcript.Header.Grade + 1}",
                "- Không được lên lớp:",
                "- Đã hoàn thành chương trình trung học",
                "- Chứng chỉ (nếu có):",
                "- Kết quả tham gia các cuộc thi (nếu có):",
                "- Khen thưởng (nếu có):",
                "NHẬN XÉT CỦA GIÁO VIÊN CHỦ NHIỆM",
                summary.Remark[..40],
                summary.HomeroomTeacher.FullName,
                "PHÁT HÀNH",
                "HIỆU TRƯỞNG",
                year.Transcript.Release!.FullName,
            ]
        );
    }

    [Fact]
    public void Primary_WhenExtracted_HasItsSixParts()
    {
        var year = FormSamples.Sealed(SchoolLevel.TieuHoc);
        var primary = year.Transcript.Summary!.Primary!;
        Pdf.AssertOrder(
            Pdf.ReadingOrder(FormSamples.Render(year)),
            [
                $"Chiều cao: {primary.HeightCm} cm",
                $"Cân nặng: {$"{primary.WeightKg:0.0}".Replace('.', ',')} kg",
                $"Số ngày nghỉ có phép: {primary.ExcusedAbsences}",
                $"Số ngày nghỉ không phép: {primary.UnexcusedAbsences}",
                "1. Các môn học và hoạt động giáo dục",
                .. year.Transcript.Subjects.SelectMany(s => new[] { s.Name, s.Remark! }),
                "2. Những phẩm chất chủ yếu",
                "Yêu nước",
                primary.Qualities.Remark!,
                "Nhân ái",
                "Trách nhiệm",
                "3. Những năng lực cốt lõi",
                "3.1. Những năng lực chung",
                "Tự chủ và tự học",
                "3.2. Những năng lực đặc thù",
                "Ngôn ngữ",
                "Thể chất",
                "4. Đánh giá kết quả giáo dục",
                "5. Khen thưởng",
                "6. Hoàn thành chương trình lớp học",
                "được lên lớp 5",
                "Xác nhận của Hiệu trưởng",
                "Giáo viên chủ nhiệm",
            ]
        );
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public void LongText_WhenItNeedsSeveralSheets_LosesNoWord(SchoolLevel level)
    {
        var year = FormSamples.Long(level);
        var letters = Letters(Pdf.Text(FormSamples.Render(year)));
        foreach (var text in new[] { year.Transcript.Header.Pupil.FullName, year.Transcript.Header.Pupil.Address })
        {
            Assert.Contains(Letters(text), letters, StringComparison.Ordinal);
        }
        var sentences = year.Transcript.Summary!.Remark.Split(". ").Distinct(StringComparer.Ordinal).Select(Letters);
        var expected = level == SchoolLevel.TieuHoc ? 48 : 32; // the remark is 16 times in each of its places
        Assert.All(sentences, one => Assert.InRange(letters.Split(one).Length - 1, expected - 6, expected + 14));
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public void Tags_WhenRead_AreHeadingsTablesAndHeaderCells(SchoolLevel level)
    {
        var said = Pdf.Structure(FormSamples.Render(FormSamples.Sealed(level)));
        Pdf.AssertOrder(said, "Document", "Sect", "P", "H1", "HỌC BẠ", "Table", "TR", "TH", "Năm học", "TD");
        Assert.Contains("/Scope /Column", Normal(said), StringComparison.Ordinal);
        Assert.Contains("/Scope /Row", Normal(said), StringComparison.Ordinal);
    }

    [Fact]
    public void Fonts_WhenListed_AreEmbeddedSubsets()
    {
        var lines = Pdf.Run(FormSamples.Render(FormSamples.Sealed(SchoolLevel.Thcs)), file => ("pdffonts", [file]))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)[2..];
        Assert.Equal(3, lines.Length);
        Assert.All(lines, line => Assert.Matches("CID TrueType +Identity-H +yes yes yes", line));
    }

    private static string Normal(string said) => said.Replace("Scope: ", "Scope ", StringComparison.Ordinal);

    private static string Letters(string text) =>
        string.Concat(text.Where(c => char.IsLetter(c))).Replace("tiếptheo", "", StringComparison.Ordinal);

    private static string Score(Mark? mark) => mark.ToString()!.Replace('.', ',');

    private static string Words(Rating rating) =>
        rating switch
        {
            Rating.Good => "Tốt",
            Rating.Fair => "Khá",
            _ => "Đạt",
        };
}
