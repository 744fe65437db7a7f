// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pdf.Tests.Signing;

/// <summary>Locks that stand above a field, or that an earlier step of the request sets: refused before anything is signed.</summary>
public sealed class GroupLockTests : IDisposable
{
    private readonly PdfHouse _house = new(TestKey.Ec) { SealLevel = SignatureLevel.BaselineB };

    public void Dispose() => _house.Dispose();

    [Theory]
    [InlineData("/Lock << /Action /All /P 1 >>", "", true)]
    [InlineData("/Lock 8 0 R", "", true)]
    [InlineData("", "/Lock 8 0 R", true)]
    [InlineData("/Lock << /Action /Include /Fields [(PHAT_HANH)] >>", "", true)]
    [InlineData("/Lock << /Action /Include /Fields [(other)] >>", "", false)]
    [InlineData("/Lock << /Action /Include /Fields [(other)] >>", "/Lock << /Action /All >>", true)]
    [InlineData("", "", false)]
    public void Plan_WhenAFieldAboveASignedOneBearsALock_HeedsIt(string above, string own, bool isLocked)
    {
        var pdf = Grouped(above, $"{own} /V 6 0 R");

        RequireLocked(pdf, isLocked, "PHAT_HANH");
    }

    [Theory]
    [InlineData("/Lock << /Action /All /P 1 >>", "", true)]
    [InlineData("", "/Lock << /Action /All /P 1 >>", true)]
    [InlineData("/Lock << /Action /Exclude /Fields [(PHAT_HANH)] >>", "", false)]
    public void Plan_WhenAnEarlierStepLocksTheFieldOfALaterOne_RefusesBeforeTheFirstSigns(
        string above,
        string own,
        bool isLocked
    )
    {
        var pdf = Grouped(above, own);

        RequireLocked(pdf, isLocked, "CBQL", "PHAT_HANH");
        RequireLocked(pdf, false, "CBQL");
    }

    [Theory]
    [InlineData("/TransformMethod /DocMDP /TransformParams << /P 0 >>")]
    [InlineData("/TransformMethod /DocMDP /TransformParams << /P 4 >>")]
    [InlineData("/TransformMethod /FieldMDP")]
    public void Plan_WhenWhatASignatureAllowsCannotBeRead_LeavesNothingFree(string transform)
    {
        var pdf = Grouped("", "/V 6 0 R", $"/Reference [<< {transform} >>]");

        RequireLocked(pdf, true, "PHAT_HANH");
    }

    // The strictest of them counts, wherever it stands.
    [Fact]
    public void Plan_WhenASignatureHasTwoTransforms_HeedsBoth()
    {
        const string Two = "<< /TransformMethod /DocMDP >> << /TransformMethod /DocMDP /TransformParams << /P 1 >> >>";

        RequireLocked(Grouped("", "/V 6 0 R", $"/Reference [{Two}]"), true, "PHAT_HANH");
    }

    private void RequireLocked(byte[] pdf, bool isLocked, params string[] roles)
    {
        using var document = _house.Format.Open(pdf);

        var fault = Record.Exception(() => document.Plan([.. roles.Select(r => _house.Request(r).Step)]));

        Assert.Equal(isLocked ? SigningErrorKind.DocumentLocked : null, (fault as SigningException)?.Kind);
        Assert.Equal(isLocked, fault is not null);
    }

    /// <summary>A group without a name of its own, with the principal's field in it.</summary>
    private static byte[] Grouped(string above, string own, string signature = "") =>
        HandMadePdf.Build(
            "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] /SigFlags 3 >> >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Annots [5 0 R] >>",
            $"<< /T () /FT /Sig /Kids [5 0 R] {above} >>",
            $"<< /Type /Annot /Subtype /Widget /Parent 4 0 R /T (CBQL) /Rect [0 0 0 0] /P 3 0 R {own} >>",
            $"<< /Type /Sig /Filter /X {signature} >>",
            "(none)",
            "<< /Action /All /P 1 >>"
        );
}
