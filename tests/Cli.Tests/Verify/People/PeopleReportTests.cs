// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using Spectre.Console;

namespace HocBaSo.Signing.Cli.Tests;

public sealed class PeopleReportTests
{
    private const string LongName =
        "CN=Nguyễn Phúc Hoàng Công Tôn Nữ Thị Ánh Nguyệt Quỳnh Như, "
        + "OU=\"Tổ Khoa học tự nhiên, Công nghệ và Hoạt động trải nghiệm hướng nghiệp\", "
        + "O=Trường Phổ thông dân tộc bán trú Trung học cơ sở Nguyễn Thị Minh Khai xã Quảng Lâm, "
        + "OID.0.9.2342.19200300.100.1.1=CCCD:0123456789012345678901234567890123456789012345678901234567890123456789, C=VN";
    private const string LongFile =
        "/srv/học-bạ/2026/xã-Quảng-Lâm/trường-phổ-thông-dân-tộc-bán-trú-trung-học-cơ-sở-Nguyễn-Thị-Minh-Khai/lớp-7A5-0001.xml";

    [Theory]
    [InlineData(60, "vi")]
    [InlineData(80, "vi")]
    [InlineData(120, "vi")]
    [InlineData(200, "vi")]
    [InlineData(60, "en")]
    [InlineData(80, "en")]
    [InlineData(120, "en")]
    [InlineData(200, "en")]
    public void Write_WhenNamesAreLong_CutsNothingAtAnyWidth(int width, string language)
    {
        var signature = Signature() with
        {
            Signer = LongName,
            Issuer = LongName,
            Timestamp = new TimestampReport(DateTimeOffset.UnixEpoch, LongName),
            ClaimedRole = "CBQL;capacity=KT;on_behalf_of=Nguyễn Phúc Hoàng Công Tôn Nữ Thị Ánh Nguyệt",
            Role = new RoleClaim(SignerRole.Cbql),
        };
        var report = Report(signature) with { Signatures = [signature, signature] };

        var shown = Show([new(LongFile, report), new(LongFile, report)], language, width, allDetails: true);

        Assert.All(shown.Split('\n'), line => Assert.InRange(line.GetCellWidth(), 0, width));
        Assert.DoesNotContain("…", shown, StringComparison.Ordinal);
        var columns = WholeColumns(shown);
        Assert.Contains(Squeezed(LongFile), columns, StringComparison.Ordinal);
        // subject, issuer and authority of two signatures in two files
        Assert.Equal(12, Occurrences(columns, Squeezed(LongName)));
        Assert.Contains(
            Squeezed("Nguyễn Phúc Hoàng Công Tôn Nữ Thị Ánh Nguyệt Quỳnh Như"),
            columns,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("vi", "Dấu thời gian của tài liệu", "Dấu thời gian hợp lệ", "Thời gian ký|")]
    [InlineData("en", "Document timestamp", "The document timestamp is valid", "Time of signing|")]
    public void Write_WhenItIsADocumentTimestamp_SaysThatNobodySigned(
        string language,
        string role,
        string sentence,
        string claim
    )
    {
        var stamp = Signature() with
        {
            Role = null,
            ClaimedRole = null,
            Level = SignatureReport.DocumentTimestampLevel,
            Timestamp = new TimestampReport(DateTimeOffset.UnixEpoch, "CN=TSA"),
        };

        var shown = Rows(Show([new("a.pdf", Report(stamp))], language));

        Assert.Contains(Squeezed(role), shown, StringComparison.Ordinal);
        Assert.Contains(Squeezed(sentence), shown, StringComparison.Ordinal);
        Assert.DoesNotContain(Squeezed(claim), shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_WhenVietnamese_ShowsAllThatTheLawAsksFor()
    {
        var shown = Rows(Show([new("a.xml", Report(Signature()))]));

        Assert.All(
            [
                "Người ký|Lê Văn Đạt",
                "Đơn vị quản lý|Trường THCS Bình Minh – Toán",
                "Tổ chức cấp chứng thư|CA Việt Nam",
                "Vai trò|Giáo viên bộ môn (môn TOAN)",
                "Thời gian ký|25/05/2026 08:00:00 +07:00 (theo khai báo trong chữ ký)",
                "Dấu thời gian|25/05/2026 08:00:05 +07:00",
                "Tổ chức cấp dấu thời gian|CN=TSA",
                "Tính toàn vẹn|Nguyên vẹn",
                "Hiệu lực tại thời điểm ký|Chứng thư trong thời hạn (căn cứ dấu thời gian)",
                "Thời hạn chứng thư|Từ 01/01/2026 07:00:00 +07:00 đến 01/01/2028 07:00:00 +07:00",
                "Nội dung được ký|Thông tin học bạ [/HocBaSo/ThongTinHocBa]: TTHB-1",
                "Kết quả môn học [/HocBaSo/KetQuaMonHoc] (2 phần): MH-TOAN-1, MH-VAN-1",
                "Thuật toán|ECDSA, hàm băm SHA-256",
                "Cảnh báo|Manifest nằm trong một Manifest khác không được kiểm tra.",
                "Vai trò còn thiếu chữ ký|Giáo viên chủ nhiệm, Ký số phát hành (con dấu nhà trường)",
                "Kết luận|Chữ ký hợp lệ: tất cả chữ ký trong tệp (1)",
                "Lưu ý: còn thiếu chữ ký của Giáo viên chủ nhiệm",
            ],
            text => Assert.Contains(Squeezed(text), shown, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Write_WhenASubjectNamesNoUnit_SaysSo()
    {
        var shown = Show([new("a.xml", Report(Signature() with { Signer = "CN=Lê Văn Đạt" }))]);

        Assert.Contains("Chứng thư không ghi đơn vị quản lý", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_WhenASignatureCarriesNothing_SaysSoInEveryRow()
    {
        var bare = new SignatureReport
        {
            Id = "",
            Scheme = "other",
            Digest = "other",
            Level = "XMLDSig",
            SignedData = [],
            Integrity = Integrity.Broken,
            Indication = Indication.TotalFailed,
            SubIndication = SubIndication.SigCryptoFailure,
            Reason = "The signature value does not verify.",
        };

        var shown = Rows(Show([new("a.xml", Report(bare) with { Indication = Indication.TotalFailed })]));

        Assert.Contains(Squeezed("Vai trò|Không nêu"), shown, StringComparison.Ordinal);
        Assert.Contains(Squeezed("Người ký|Không có chứng thư"), shown, StringComparison.Ordinal);
        Assert.Contains(Squeezed("Hiệu lực tại thời điểm ký|Không xác định được"), shown, StringComparison.Ordinal);
        Assert.Contains(Squeezed("Chi tiết kỹ thuật|Giá trị chữ ký không khớp."), shown, StringComparison.Ordinal);
        Assert.Contains(Squeezed("chỉ là thông tin ghi trong tệp"), shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vi")]
    [InlineData("en")]
    public void Write_WhenAFileDidNotPass_TellsEveryReasonInASentence(string language)
    {
        var texts = ReportTexts.Of(language);
        foreach (var sub in Enum.GetValues<SubIndication>())
        {
            var failed = Signature() with { Indication = Indication.Indeterminate, SubIndication = sub };
            var report = Report(failed) with { Indication = Indication.Indeterminate, SubIndication = sub };

            var shown = Rows(Show([new("a.xml", report)], language));

            var sentence = $"{texts.Indications[Indication.Indeterminate]}: {texts.SubIndications[sub]}.";
            Assert.Equal(2, Occurrences(shown, Squeezed(sentence)));
        }
    }

    [Theory]
    [InlineData(0, "Chứng thư trong thời hạn (căn cứ thời gian ký khai báo trong chữ ký)")]
    [InlineData(-1, "Chứng thư chưa bắt đầu có hiệu lực")]
    [InlineData(3, "Chứng thư đã hết hạn")]
    public void Write_WhenOnlyTheSignerTellsTheTime_MeasuresTheCertificateByIt(int years, string expected)
    {
        var signature = Signature();
        signature = signature with { Timestamp = null, SigningTime = signature.SigningTime!.Value.AddYears(years) };

        Assert.Contains(expected, Show([new("a.xml", Report(signature))]), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_WhenFilesAreMany_DetailsOnlyThoseThatDidNotPass()
    {
        var good = Report(Signature()) with { MissingRoles = [] };
        var unsigned = Report(Signature()) with
        {
            Integrity = Integrity.Unsigned,
            Indication = Indication.TotalFailed,
            SubIndication = SubIndication.FormatFailure,
            Signatures = [],
        };
        VerifiedFile[] files = [new("good.xml", good), new("bad.xml", unsigned)];

        var some = Show(files);
        var all = Show(files, allDetails: true);

        Assert.Contains("Tệp: bad.xml", some, StringComparison.Ordinal);
        Assert.Contains("Tệp không có chữ ký số.", some, StringComparison.Ordinal);
        Assert.DoesNotContain("Tệp: good.xml", some, StringComparison.Ordinal);
        Assert.Contains("Tệp: good.xml", all, StringComparison.Ordinal);
        Assert.Contains("1/2 tệp hợp lệ, 1 chữ ký, 0,52 giây", some, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_WhenTheFileIsHostile_ShowsItsTricksHarmless()
    {
        const string trick = "\u001b[2J\u001b]0;x\u0007\u202Egnp\u200B\u2028[red]x[/]";
        var signature = Signature() with
        {
            Id = trick,
            Signer = $"CN={trick}, O={trick}",
            Issuer = $"CN={trick}",
            Serial = trick,
            Role = null,
            ClaimedRole = trick,
            Scheme = trick,
            Digest = trick,
            Level = trick,
            Timestamp = new TimestampReport(DateTimeOffset.UnixEpoch, trick),
            SignedData = [trick, trick],
            SignedPaths = [trick],
            Reason = trick,
            Warnings = [trick],
            Indication = Indication.Indeterminate,
            SubIndication = SubIndication.Generic,
        };
        var onBehalf = signature with
        {
            Role = new RoleClaim(SignerRole.Gvcn),
            ClaimedRole = $"GVCN;capacity=SIGNED_IN_PLACE_OF;on_behalf_of={trick}",
        };
        var report = Report(signature) with { Signatures = [signature, onBehalf], Reason = trick };

        var shown = Show([new(trick, report), new(trick, report)], allDetails: true);

        Assert.DoesNotContain(
            shown,
            static c => c != '\n' && (char.IsControl(c) || c is '\u202E' or '\u200B' or '\u2028')
        );
        Assert.Contains(
            @"\u{1B}[2J\u{1B}]0;x\u{7}\u{202E}gnp\u{200B}\u{2028}[red]x[/]",
            shown,
            StringComparison.Ordinal
        );
    }

    private static string Show(VerifiedFile[] files, string language = "vi", int width = 120, bool allDetails = false)
    {
        using var output = new StringWriter();
        var terminal = new Terminal(TextReader.Null, output, TextWriter.Null);
        terminal.Tables.Profile.Width = width;
        var wording = new ReportWording(ReportTexts.Of(language), ReportClock.TryParse(ReportClock.DefaultZone)!);
        new PeopleReport(terminal.Tables, wording, allDetails).Write(files, TimeSpan.FromMilliseconds(520));
        return output.ToString();
    }

    private static VerificationReport Report(SignatureReport signature) =>
        new()
        {
            Format = DocumentFormat.Xml,
            Profile = "hoc-ba-so/1",
            Integrity = Integrity.Intact,
            Indication = Indication.TotalPassed,
            Signatures = [signature],
            MissingRoles = [new RoleClaim(SignerRole.Gvcn), new RoleClaim(SignerRole.PhatHanh)],
        };

    private static SignatureReport Signature()
    {
        var signed = new DateTimeOffset(2026, 5, 25, 1, 0, 0, TimeSpan.Zero);
        return new SignatureReport
        {
            Id = "S-1",
            Role = new RoleClaim(SignerRole.Gvbm, "TOAN"),
            ClaimedRole = "GVBM:TOAN",
            Signer = "CN=Lê Văn Đạt, OU=Toán, O=Trường THCS Bình Minh, C=VN",
            Issuer = "CN=CA Việt Nam, C=VN",
            Serial = "0A",
            CertificateNotBefore = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
            CertificateNotAfter = new DateTimeOffset(2028, 1, 1, 0, 0, 0, TimeSpan.Zero),
            Scheme = "ECDSA",
            Digest = "SHA-256",
            Level = "XAdES-BASELINE-T",
            SigningTime = signed,
            Timestamp = new TimestampReport(signed.AddSeconds(5), "CN=TSA"),
            SignedData = ["TTHB-1", "MH-TOAN-1", "MH-VAN-1"],
            SignedPaths = ["/HocBaSo/ThongTinHocBa", "/HocBaSo/KetQuaMonHoc", "/HocBaSo/KetQuaMonHoc"],
            Integrity = Integrity.Intact,
            Indication = Indication.TotalPassed,
            Warnings = ["A Manifest inside of a Manifest is not checked."],
        };
    }

    // Labels are narrow enough not to wrap at the usual width, so a line without one goes on with the value above.
    private static string Rows(string shown)
    {
        var rows = shown
            .Split('\n')
            .Where(static line => line.StartsWith('│'))
            .Select(static line => line.Split('│')[1..^1])
            .Select(static cells =>
                (cells[0].Trim().Length == 0 ? "" : "\n") + string.Join('|', cells).TrimStart('|', ' ')
            );
        return Squeezed(string.Concat(rows));
    }

    // Each column of each table from top to bottom, whatever the width at which its cells wrapped.
    private static string WholeColumns(string shown)
    {
        var columns = new List<string>();
        var width = 0;
        foreach (var line in shown.Split('\n'))
        {
            var cells = line.StartsWith('│') ? line.Split('│')[1..^1] : [];
            if (cells.Length != width)
            {
                columns.AddRange(Enumerable.Repeat("\n", width = cells.Length));
            }
            for (var i = 0; i < width; i++)
            {
                columns[columns.Count - width + i] += Squeezed(cells[i]);
            }
        }
        return string.Concat(columns);
    }

    private static string Squeezed(string text) => text.Replace(" ", "", StringComparison.Ordinal);

    private static int Occurrences(string text, string part) => text.Split(part).Length - 1;
}
