// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>
/// Made-up people. Names are dealt like cards, so that forty pupils bring every Vietnamese letter with every tone mark;
/// a person's identifier starts with 000, which no province bears.
/// </summary>
internal sealed class SampleNames(SampleRandom random)
{
    private static readonly string[] Surnames =
    [
        "Nguyễn",
        "Trần",
        "Lê",
        "Phạm",
        "Hoàng",
        "Huỳnh",
        "Vũ",
        "Võ",
        "Đặng",
        "Bùi",
        "Đỗ",
        "Hồ",
        "Ngô",
        "Dương",
        "Lý",
        "Tạ",
        "Đới",
        "Kỷ",
        "Mỵ",
        "Tẩn",
    ];

    private static readonly string[] Boys =
    [
        "Quốc Thắng",
        "Hữu Đức",
        "Tiến Dũng",
        "Bình Trọng",
        "Minh Nhật",
        "Chí Hiển",
        "Tấn Lộc",
        "Việt Khởi",
        "Thời Lực",
        "Sẵn Bảo",
        "Văn Thẳng",
        "Cử Nghĩa",
        "Phổ Lợi",
        "Đỡ Mãn",
        "Trí Mẫn",
        "Sóng Cừ",
        "Tú Kỳ",
        "Khẽ Hùng",
        "Trẻ Giản",
        "Lẹ Phỉ",
    ];

    private static readonly string[] Girls =
    [
        "Bé Vân",
        "Thị Thủy",
        "Mỹ Hạnh",
        "Thu Hằng",
        "Cẩm Nhung",
        "Nữ Quỳnh",
        "Hè Sương",
        "Ngần Hà",
        "Vẽ Thúy",
        "Ánh Phượng",
        "Nở Thị",
        "Tố Kiều",
        "Từ Nhã",
        "Ước Mơ",
        "Tỏ Hòa",
        "Thụy Ý",
        "Như Thảo",
        "Hồng Ẩn",
        "Lũy Bằng",
        "Thơ Thứ",
    ];

    private static readonly string[] MenMiddle = ["Văn", "Đình", "Xuân", "Công", "Thanh"];
    private static readonly string[] WomenMiddle = ["Thị", "Thùy", "Kim", "Ngọc", "Diệu"];
    private static readonly string[] Men =
    [
        "Hải",
        "Sơn",
        "Tuấn",
        "Phong",
        "Khoa",
        "Lâm",
        "Toàn",
        "Vượng",
        "Hậu",
        "Tín",
    ];
    private static readonly string[] Women =
    [
        "Lan",
        "Hương",
        "Yến",
        "Vân",
        "Huệ",
        "Liễu",
        "Tuyết",
        "Loan",
        "Duyên",
        "Xuyến",
    ];

    private readonly Queue<string> _surnames = new();
    private readonly Queue<(string Name, Gender Gender)> _given = new();
    private int _people;

    public (string Name, Gender Gender) Pupil(string surname)
    {
        if (_given.Count == 0)
        {
            var deck = Boys.Select(static n => (n, Gender.Male)).Concat(Girls.Select(static n => (n, Gender.Female)));
            Deal(_given, [.. deck]);
        }
        var (given, gender) = _given.Dequeue();
        return ($"{surname} {given}", gender);
    }

    public string Surname()
    {
        if (_surnames.Count == 0)
        {
            Deal(_surnames, Surnames);
        }
        return _surnames.Dequeue();
    }

    public string Man(string? surname = null) =>
        $"{surname ?? random.Pick(Surnames)} {random.Pick(MenMiddle)} {random.Pick(Men)}";

    public string Woman() => $"{random.Pick(Surnames)} {random.Pick(WomenMiddle)} {random.Pick(Women)}";

    public string Adult() => random.Next(3) == 0 ? Man() : Woman();

    public string PersonalId() => $"000{random.Next(1_000_000):D6}{_people++ % 1000:D3}";

    private void Deal<T>(Queue<T> queue, IReadOnlyList<T> cards)
    {
        foreach (var card in random.Shuffle(cards))
        {
            queue.Enqueue(card);
        }
    }
}
