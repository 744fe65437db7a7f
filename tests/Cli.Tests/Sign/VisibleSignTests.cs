// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Pdf.Fonts.Tests;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Cli.Tests;

[Collection(nameof(DevelopmentSite))]
public sealed class VisibleSignTests(DevelopmentSite site) : IDisposable
{
    private static readonly string[] Steps =
    [
        "--step",
        "CBQL=tieu-hoc-hieu-truong",
        "--step",
        "PHAT_HANH=tieu-hoc-van-thu",
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Sign_WhenSignaturesAreVisible_TheyShowAndVerify()
    {
        var pdf = _folder.Write("hoc-ba.pdf", TwoPages());
        var (name, seal) = (Picture("name.png", "(20, 40, 200, 255)"), Picture("seal.png", "(220, 20, 30, 200)"));
        string[] look =
        [
            "--visible",
            "CBQL:2:300,200,220,110",
            "--signer-image",
            $"CBQL={name}",
            "--visible",
            "PHAT_HANH:1:60,90.5,240,70",
            "--seal-image",
            seal,
            "--text",
            "PHAT_HANH=Trường Tiểu học",
            "--text",
            "PHAT_HANH=Đã đóng dấu số",
        ];

        var run = await SignAsync([.. Steps, .. look, pdf]);

        Assert.True(run.ExitCode == 0, run.Error);
        var signed = _folder.File("out/hoc-ba.pdf");
        var text = OutsideTool.Run("pdftotext", "-layout", signed, "-").Output;
        Assert.Contains("Thời gian ký: ", text, StringComparison.Ordinal);
        Assert.Contains("Đã đóng dấu số", text, StringComparison.Ordinal);
        // Two images, each with its soft mask.
        var octets = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(signed));
        Assert.Equal(4, octets.Split("/Subtype /Image").Length - 1);
        var verified = await CommandRun.HbsAsync(["verify", "--json", "--trust", site.TrustAnchors, signed]);
        Assert.True(verified.ExitCode == 0, verified.Output);
    }

    [Fact]
    public async Task Sign_WhenThePlaceOfTheSealIsKept_ALaterCallFillsIt()
    {
        var pdf = _folder.Write("hoc-ba.pdf", TwoPages());
        var seal = Picture("seal.png", "(220, 20, 30, 200)");
        var first = await SignAsync([.. Steps[..2], "--seal-place", "2:60,90,240,70", pdf]);
        var kept = _folder.File("kept");
        Directory.Move(_folder.File("out"), kept);

        var second = await SignAsync([.. Steps[2..], "--seal-image", seal, Path.Combine(kept, "hoc-ba.pdf")]);
        var third = await SignAsync([
            .. Steps[2..],
            "--visible",
            "PHAT_HANH:1:60,90,240,70",
            "--seal-image",
            seal,
            Path.Combine(kept, "hoc-ba.pdf"),
        ]);

        Assert.True(first.ExitCode == 0, first.Error);
        Assert.True(second.ExitCode == 0, second.Error);
        Assert.Contains("DOCUMENT_LOCKED", third.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INVALID_REQUEST", "has no page 99", "--visible", "CBQL:99:10,10,200,80")]
    [InlineData("INVALID_REQUEST", "within the crop box", "--visible", "CBQL:1:500,10,200,80")]
    [InlineData("INVALID_REQUEST", "does not fit", "--visible", "CBQL:1:10,10,20,20")]
    [InlineData("INVALID_REQUEST", "U+738B", "--visible", "CBQL:1:10,10,200,80", "--text", "CBQL=王")]
    [InlineData("INVALID_REQUEST", "no signature field of that name", "--field", "CBQL=Chữ ký 1")]
    [InlineData("INVALID_REQUEST", "say where", "--text", "CBQL=x")]
    [InlineData("INVALID_REQUEST", "neither an image nor text", "--visible", "CBQL:1:10,10,200,80", "--text", "CBQL=")]
    public async Task Sign_WhenTheServerRefusesTheLook_TellsKindAndReason(
        string kind,
        string said,
        params string[] look
    )
    {
        var run = await SignAsync([.. Steps, .. look, _folder.Write("hoc-ba.pdf", TwoPages())]);

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Contains($"hoc-ba.pdf: {kind}: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(said, run.Error, StringComparison.Ordinal);
        Assert.Contains("steps[0].appearance", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_WhenAnImageIsNone_TellsWhereItBreaks()
    {
        var image = _folder.Write("bad.png", "this is no picture");
        var pdf = _folder.Write("hoc-ba.pdf", TwoPages());

        var run = await SignAsync([
            .. Steps,
            "--visible",
            "CBQL:1:10,10,200,80",
            "--signer-image",
            $"CBQL={image}",
            pdf,
        ]);

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Contains("neither PNG nor JPEG", run.Error, StringComparison.Ordinal);
        Assert.Contains("steps[0].appearance.signer_image", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--visible", "CBQL:1:10,10,200")]
    [InlineData("--visible", "CBQL:10,10,200,80")]
    [InlineData("--visible", "HIEU_TRUONG:1:10,10,200,80")]
    [InlineData("--visible", "GVCN:1:10,10,200,80")]
    [InlineData("--visible", "CBQL:one:10,10,200,80")]
    [InlineData("--visible", "CBQL:1:10,10,wide,80")]
    [InlineData("--field", "CBQL")]
    [InlineData("--signer-image", "CBQL=/nowhere/image.png")]
    [InlineData("--seal-image", "/nowhere/image.png")]
    [InlineData("--seal-place", "1,2,3,4,5")]
    public async Task Sign_WhenAnOptionIsWrong_SaysHowToWriteIt(string option, string value)
    {
        var run = await SignAsync([.. Steps, option, value, _folder.Write("hoc-ba.pdf", TwoPages())]);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(option, run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.File("out")));
    }

    private string Picture(string name, string colour) =>
        _folder.Write(name, Pictures.Make($"Image.new('RGBA', (40, 20), {colour})", "png"));

    private Task<CommandRun> SignAsync(string[] arguments) =>
        CommandRun.HbsAsync(["sign", "--server", site.Server, "--out", _folder.File("out"), .. arguments]);

    private static byte[] TwoPages()
    {
        const string Page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> >>";
        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>",
            Page,
            Page,
        ];
        var text = new StringBuilder("%PDF-1.7\n");
        var table = new StringBuilder($"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        for (var i = 0; i < objects.Length; i++)
        {
            table.Append($"{text.Length:D10} 00000 n \n");
            text.Append($"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }
        var start = text.Length;
        text.Append($"{table}trailer\n<< /Size {objects.Length + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
        return Encoding.ASCII.GetBytes(text.ToString());
    }
}
