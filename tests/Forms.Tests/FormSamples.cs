// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Text;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Images;
using HocBaSo.Signing.Pdf.Writing;
using HocBaSo.Signing.Transcripts;

namespace HocBaSo.Signing.Forms.Tests;

/// <summary>Transcripts to draw: made-up pupils with signatures as a verifier would report them.</summary>
internal static class FormSamples
{
    public static readonly FontLibrary Fonts = FontLibrary.Load();

    public static readonly TranscriptRenderer Renderer = new(Fonts);

    private static readonly DateTimeOffset FirstSignature = new(2026, 5, 25, 1, 30, 12, TimeSpan.Zero);

    /// <summary>An unsigned transcript of the level.</summary>
    public static SignedTranscript Unsigned(SchoolLevel level, int number = 1, int seed = 5)
    {
        var sample = SampleClass.Generate(level, number, seed).Last();
        return new SignedTranscript { Transcript = sample.Transcript, Xml = sample.Xml };
    }

    /// <summary>The same with every signature that the level wants.</summary>
    public static SignedTranscript Sealed(SchoolLevel level, int number = 1, int seed = 5) =>
        Seal(Unsigned(level, number, seed));

    /// <summary>Signs by word only: the renderer trusts what the verifier told.</summary>
    public static SignedTranscript Seal(SignedTranscript year)
    {
        var transcript = year.Transcript;
        var claims =
            transcript.Header.Level == SchoolLevel.TieuHoc
                ? []
                : transcript.Subjects.Select(s => (new RoleClaim(SignerRole.Gvbm, s.Code), s.Teacher.FullName));
        (RoleClaim Claim, string Name)[] all =
        [
            .. claims,
            (new RoleClaim(SignerRole.Gvcn), transcript.Summary?.HomeroomTeacher.FullName ?? "Ai đó"),
            (new RoleClaim(SignerRole.Cbql), transcript.Release?.FullName ?? "Ai đó"),
            (new RoleClaim(SignerRole.PhatHanh), transcript.Header.SchoolName),
        ];
        return year with
        {
            State = SealState.Complete,
            Signatures = [.. all.Select((signer, i) => Signature(signer.Claim, signer.Name, i))],
        };
    }

    /// <summary>Every name has rare diacritics, every text is long, some words cannot be broken at a space.</summary>
    public static SignedTranscript Long(SchoolLevel level)
    {
        var year = Unsigned(level, 2);
        var (transcript, header) = (year.Transcript, year.Transcript.Header);
        var remark = string.Join(' ', Enumerable.Repeat(transcript.Summary!.Remark, 16));
        var changed = transcript with
        {
            Header = header with
            {
                SchoolName = $"{header.SchoolName} Phan Đình Phùng – phân hiệu Hướng Dương, điểm trường Nậm Mười",
                Pupil = header.Pupil with
                {
                    FullName = "Nguyễn Hoàng Ngọc Bảo Trân Tôn Nữ Thị Quỳnh Như Ỷ Lan Ẵm Ễnh Ỗi Ữ",
                    Address =
                        $"{header.Pupil.Address}, {string.Concat(Enumerable.Repeat("Pneumonoultramicroscopic", 8))}",
                },
            },
            Subjects =
            [
                .. transcript.Subjects.Select(
                    (s, i) =>
                        i == 1 ? s with { Remark = remark } : s with { Name = s.Name + " nâng cao theo chuyên đề" }
                ),
            ],
            Summary = transcript.Summary with
            {
                Remark = remark,
                Awards =
                [
                    "Học sinh Giỏi",
                    "Giải Nhì hội khỏe Phù Đổng cấp thành phố năm học 2025-2026, nội dung cờ vua đồng đội",
                ],
                Corrections = new Corrections(2, "Toán, Ngữ văn"),
                Primary = transcript.Summary.Primary is { } primary
                    ? primary with
                    {
                        Qualities = primary.Qualities with { Remark = remark },
                    }
                    : null,
            },
        };
        return Seal(year with { Transcript = changed });
    }

    /// <summary>Nothing but the header is there.</summary>
    public static SignedTranscript Empty(SchoolLevel level)
    {
        var year = Unsigned(level);
        var header = year.Transcript.Header with
        {
            RegisterNumber = null,
            EnrolledOn = null,
            Pupil = year.Transcript.Header.Pupil with
            {
                Hometown = null,
                Father = null,
                Mother = null,
                Guardian = null,
            },
        };
        return year with
        {
            Transcript = new Transcript { Header = header, Subjects = [] },
        };
    }

    /// <summary>Remarks of one sentence, as on paper.</summary>
    public static SignedTranscript WithShortRemarks(SignedTranscript year) =>
        year with
        {
            Transcript = year.Transcript with
            {
                Subjects =
                [
                    .. year.Transcript.Subjects.Select(s =>
                        s with
                        {
                            Remark = s.Remark?[..(s.Remark.IndexOf('.') + 1)],
                        }
                    ),
                ],
            },
        };

    public static readonly ConversionCopy Conversion = new()
    {
        System = "Hệ thống học bạ số tỉnh Núi Mẫu",
        Owner = "Sở Giáo dục và Đào tạo tỉnh Núi Mẫu",
        LookupUrl = "https://hocba.example.vn/tra-cuu/{code}",
        ConvertedBy = "Nguyễn Thị Ánh, văn thư",
        ConvertedAt = new DateTimeOffset(2026, 7, 1, 3, 4, 5, TimeSpan.Zero),
    };

    /// <summary>A blue signature for principal and homeroom teacher, a red seal.</summary>
    public static readonly SignaturePictures Pictures = new(
        new Dictionary<RoleClaim, RasterImage>
        {
            [new RoleClaim(SignerRole.Cbql)] = SampleImages.Signature,
            [new RoleClaim(SignerRole.Gvcn)] = SampleImages.Signature,
            [new RoleClaim(SignerRole.PhatHanh)] = SampleImages.Seal,
        }
    );

    public static RenditionRequest Request(params SignedTranscript[] years) => new() { Years = years };

    public static Rendition Render(params SignedTranscript[] years) => Renderer.Render(Request(years));

    public static TranscriptSignature Signature(RoleClaim claim, string name, int index) =>
        new()
        {
            Role = claim,
            Signer = name,
            Organisation = "Trường mẫu",
            Time = FirstSignature.AddMinutes(7 * index).AddSeconds(index),
            Serial = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16)),
        };
}
