// SPDX-License-Identifier: Apache-2.0
using System.Text;
using System.Text.Json;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;
using HocBaSo.Signing.Transcripts;
using HocBaSo.Signing.Xml;

namespace HocBaSo.Signing.Cli.Tests;

/// <summary>Transcripts of servers with names, rules and limits of their own, verified and rendered offline.</summary>
public sealed class TranscriptOptionsTests : IDisposable
{
    private const string OtherNames = """
        { "name": "other/3", "elements": { "HocBaSo": "HoSo", "DSCKS": "ChuKy", "MaTraCuu": "Ma" } }
        """;

    private const string WithoutSubjectTeachers = """
        {
          "levels": {
            "thcs": {
              "roles": [
                { "role": "GVCN", "required": true },
                { "role": "CBQL", "required": true },
                { "role": "PHAT_HANH", "required": true }
              ]
            }
          }
        }
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly TestSigner _signer = new(TestKey.Ec());

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Verify_WhenTheServerHasOtherRulesOfSchoolLevels_PassesWithThemOnly()
    {
        var rules = _folder.Write("levels.json", WithoutSubjectTeachers);
        var sample = SampleClass.Generate(SchoolLevel.Thcs, 1, 7).Single();
        var profile = new TranscriptProfile(ElementMapping.Default, SchoolLevelRules.Load(rules));
        RoleClaim[] claims = [new(SignerRole.Gvcn), new(SignerRole.Cbql), new(SignerRole.PhatHanh)];
        var file = _folder.Write("sealed.xml", await SealAsync(sample.Xml, profile, claims));

        var without = await VerifyAsync("--json", file);
        var with = await VerifyAsync("--json", "--school-levels", rules, file);
        var drawn = await RenderAsync("--school-levels", rules, file);

        Assert.Equal((ExitCode.Failed, "broken"), (without.ExitCode, Text(without, "integrity")));
        Assert.Equal((ExitCode.Success, "TOTAL_PASSED"), (with.ExitCode, Text(with, "indication")));
        Assert.Equal("hoc-ba-so/1", Text(with, "profile"));
        Assert.True(drawn.ExitCode == ExitCode.Success, drawn.Error);
        Assert.DoesNotContain("draft", drawn.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_WhenTheServerHasOtherNames_AnAddedElementIsNoGreenPass()
    {
        var names = _folder.Write("names.json", OtherNames);
        var mapping = ElementMapping.Load(names);
        var sample = SampleClass.Generate(SchoolLevel.TieuHoc, 1, 7, mapping).Single();
        var profile = new TranscriptProfile(mapping, SchoolLevelRules.Default);
        var signed = Encoding.UTF8.GetString(await SealAsync(sample.Xml, profile, sample.Claims));
        var seal = signed.IndexOf("<PHAT_HANH>", StringComparison.Ordinal);
        var end = signed.IndexOf("</PHAT_HANH>", StringComparison.Ordinal) + "</PHAT_HANH>".Length;
        var added = signed
            .Remove(seal, end - seal)
            .Replace("</HoSo>", "<KyLuat>x</KyLuat></HoSo>", StringComparison.Ordinal);
        var file = _folder.Write("added.xml", added);

        var without = await VerifyAsync("--json", file);
        var people = await VerifyAsync("--lang", "en", file);
        var with = await VerifyAsync("--json", "--mapping", names, file);
        var whole = await VerifyAsync("--json", "--mapping", names, _folder.Write("whole.xml", signed));
        var drawn = await RenderAsync("--mapping", names, _folder.File("whole.xml"));

        Assert.Null(Text(without, "profile"));
        Assert.Equal("profile", without.Json[0].EnumerateObject().Last().Name);
        Assert.Contains("general XML: no rules of transcripts were applied", Words(people), StringComparison.Ordinal);
        Assert.Equal((ExitCode.Failed, "broken"), (with.ExitCode, Text(with, "integrity")));
        Assert.Equal((ExitCode.Success, "other/3"), (whole.ExitCode, Text(whole, "profile")));
        Assert.True(drawn.ExitCode == ExitCode.Success, drawn.Error);
    }

    [Fact]
    public void Colour_WhenNoRulesOfTranscriptsWereApplied_IsNotGreen()
    {
        var general = new VerificationReport
        {
            Format = DocumentFormat.Xml,
            Integrity = Integrity.Intact,
            Indication = Indication.TotalPassed,
        };

        Assert.Equal(VerdictColours.Attention, VerdictColours.Of(general));
        Assert.NotEqual(VerdictColours.Attention, VerdictColours.Of(general with { Profile = "hoc-ba-so/1" }));
        Assert.NotEqual(VerdictColours.Attention, VerdictColours.Of(general with { Format = DocumentFormat.Pdf }));
    }

    [Theory]
    [InlineData("verify", "--mapping", null)]
    [InlineData("verify", "--school-levels", null)]
    [InlineData("verify", "--mapping", """{ "elements": { "Huh": "x" } }""")]
    [InlineData("render", "--school-levels", """{ "levels": { "mars": {} } }""")]
    [InlineData("render", "--mapping", null)]
    public async Task Run_WhenAFileOfRulesCannotBeUsed_IsAnErrorOfUseThatNamesIt(
        string verb,
        string option,
        string? content
    )
    {
        var rules = content is null ? _folder.File("rules.json") : _folder.Write("rules.json", content);
        string[] more = verb == "render" ? ["--out", _folder.File("out")] : [];

        var run = await CommandRun.HbsAsync([verb, option, rules, .. more, _folder.Write("a.xml", "<a/>")]);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains($"{option} {rules}: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_WhenTheDocumentWasAsLargeAsAServerTakesAndAllHaveSigned_Passes()
    {
        var sample = SampleClass.Generate(SchoolLevel.Thcs, 1, 7).Single();
        var text = Encoding.UTF8.GetString(sample.Xml);
        var remark = text.IndexOf("</NhanXet>", StringComparison.Ordinal);
        var padded = text.Insert(remark, new string('x', 1_040_000 - sample.Xml.Length));
        var signed = await SealAsync(Encoding.UTF8.GetBytes(padded), TranscriptProfile.Default, sample.Claims);
        Assert.True(signed.Length > 1 << 20);

        var run = await VerifyAsync("--json", _folder.Write("large.xml", signed));

        Assert.True(run.ExitCode == ExitCode.Success, run.Output);
        Assert.Equal(16, run.Json[0].GetProperty("signatures").GetArrayLength());
    }

    private static string? Text(CommandRun run, string field) =>
        run.Json[0].GetProperty(field) is { ValueKind: not JsonValueKind.Null } value ? value.GetString() : null;

    // As it is read, whatever the width of the table.
    private static string Words(CommandRun run) =>
        string.Join(' ', run.Output.Split([' ', '\n', '│', '|'], StringSplitOptions.RemoveEmptyEntries));

    private Task<CommandRun> VerifyAsync(params string[] arguments) => RunAsync("verify", arguments);

    private Task<CommandRun> RenderAsync(params string[] arguments) =>
        RunAsync("render", ["--out", _folder.File("out"), .. arguments]);

    private Task<CommandRun> RunAsync(string verb, string[] arguments)
    {
        var signers = _folder.Write("signers.pem", _signer.Pki.Root.Certificate.ExportCertificatePem());
        var stamps = _folder.Write("stamps.pem", _signer.Pki.TimestampRoot.Certificate.ExportCertificatePem());
        return CommandRun.HbsAsync([verb, "--trust", signers, "--tsa-trust", stamps, .. arguments]);
    }

    private async Task<byte[]> SealAsync(byte[] xml, TranscriptProfile profile, IReadOnlyList<RoleClaim> claims)
    {
        using var document = new XmlDocumentFormat().Open(xml);
        var plan = profile.Plan(document.Root!.Value, [.. claims.Select(static c => new SigningStep(c, "i"))]);
        foreach (var planned in plan.Signatures)
        {
            var request = _signer.Request(planned, SignatureProfile.Xades, SignatureLevel.BaselineB);
            await _signer.SignAsync(document, request);
        }
        return document.ToSignedDocument();
    }
}
