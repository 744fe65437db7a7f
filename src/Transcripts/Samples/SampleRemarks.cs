// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>Remarks as teachers write them: a few sentences about the subject, put together from parts.</summary>
internal static class SampleRemarks
{
    private static readonly string[] Openings =
    [
        "Nắm vững kiến thức, kĩ năng cơ bản của môn {0}; vận dụng tốt vào các bài tập thực hành và tình huống gần gũi.",
        "Có tiến bộ rõ rệt so với đầu năm học trong môn {0}, hoàn thành đầy đủ các nhiệm vụ học tập được giao.",
        "Tiếp thu bài nhanh, tích cực phát biểu xây dựng bài; kết quả các bài kiểm tra môn {0} ổn định.",
        "Đạt được các yêu cầu cần đạt của môn {0}; biết liên hệ nội dung bài học với thực tế địa phương.",
        "Hiểu bài, làm bài cẩn thận, trình bày rõ ràng; có ý thức tự học và tìm hiểu thêm về môn {0}.",
    ];

    private static readonly string[] Middles =
    [
        "Kĩ năng đọc hiểu yêu cầu và lập luận khá chắc chắn, tuy đôi khi còn vội nên để sót bước trung gian.",
        "Biết hợp tác với bạn trong hoạt động nhóm, sẵn sàng chia sẻ cách làm và lắng nghe góp ý.",
        "Sản phẩm học tập được chuẩn bị chu đáo, thể hiện sự tìm tòi và óc sáng tạo riêng.",
        "Cần luyện tập thường xuyên hơn ở phần vận dụng để rút ngắn thời gian làm bài.",
        "Khả năng diễn đạt bằng lời và bằng văn bản đều được cải thiện qua từng chủ đề.",
    ];

    private static readonly string[] Closings =
    [
        "Đề nghị tiếp tục phát huy tinh thần chủ động và giữ nền nếp học tập trong hè.",
        "Nên dành thêm thời gian đọc sách và ôn lại những nội dung trọng tâm của học kì II.",
        "Gia đình phối hợp nhắc nhở em duy trì thói quen tự kiểm tra bài trước khi nộp.",
        "Cố gắng mạnh dạn hơn khi trình bày ý kiến trước lớp ở năm học tới.",
    ];

    private static readonly string[] Conducts =
    [
        "Lễ phép với thầy cô, hòa nhã với bạn bè; thực hiện nghiêm túc nội quy của nhà trường và quy định của lớp.",
        "Chăm ngoan, trung thực, có trách nhiệm với nhiệm vụ được phân công; tham gia đầy đủ các hoạt động tập thể.",
        "Có ý thức rèn luyện, biết giúp đỡ bạn cùng tiến bộ; giữ gìn tốt tài sản chung và vệ sinh trường lớp.",
    ];

    public static string OfSubject(SampleRandom random, string subject) =>
        string.Join(
            ' ',
            string.Format(null, random.Pick(Openings), subject),
            random.Pick(Middles),
            random.Pick(Closings)
        );

    public static string OfYear(SampleRandom random) =>
        string.Join(' ', random.Pick(Conducts), random.Pick(Middles), random.Pick(Closings));

    public static string Short(SampleRandom random) => random.Pick(Conducts);
}
