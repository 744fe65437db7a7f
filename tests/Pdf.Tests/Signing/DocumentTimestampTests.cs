// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Tests.Verification;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pdf.Tests.Signing;

/// <summary>Document timestamps (EN 319 142-1 §5.4.3), behind signatures and alone.</summary>
public sealed class DocumentTimestampTests : IDisposable
{
    private readonly PdfHouse _house = new(TestKey.Ec);
    private readonly PdfDocumentVerifier _verifier = new();

    public static TheoryData<string> Kinds => [.. PdfFiles.Kinds];

    public void Dispose() => _house.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Timestamp_WhenTheFileIsSealed_OtherToolsAgreeAndNoEarlierByteChanges(string kind)
    {
        var pdf = PdfFiles.Make(kind, _house.Folder);
        var confirmed = await _house.SignAsync(pdf, "CBQL");
        var sealedPdf = await _house.SignAsync(confirmed, "PHAT_HANH");

        var stamped = await _house.TimestampAsync(sealedPdf);

        Assert.True(stamped.AsSpan().StartsWith(sealedPdf));
        Assert.True(sealedPdf.AsSpan().StartsWith(pdf));
        OtherTools.RequireValid(_house, stamped, 2, timestamps: 1);
        OtherTools.RequireSamePages(_house, pdf, stamped);
        var report = Verify(stamped);
        Assert.True(report.Indication == Indication.TotalPassed, report.Reason);
        Assert.All(report.Signatures, static s => Assert.Equal(Indication.TotalPassed, s.Indication));
        var last = report.Signatures.Single(static s => s.Id == "DTS-1");
        Assert.True(last.IsDocumentTimestamp);
        Assert.Null(last.Role);
        Assert.NotNull(last.Timestamp);
        Assert.Equal("covers whole file", Assert.Single(last.SignedPaths));
        Assert.Equal(stamped.Length, last.SignedRevisionLength);
    }

    [Fact]
    public async Task Timestamp_WhenItIsWritten_ChangesNoLockNoPermissionAndNoOtherField()
    {
        var sealedPdf = await _house.SignAsync(PdfFiles.ByHand(), "CBQL", "PHAT_HANH");

        var update = Text(await _house.TimestampAsync(sealedPdf))[sealedPdf.Length..];

        Assert.Contains("/Type /DocTimeStamp", update, StringComparison.Ordinal);
        Assert.Contains("/SubFilter /ETSI.RFC3161", update, StringComparison.Ordinal);
        Assert.Contains("/T (DTS-1)", update, StringComparison.Ordinal);
        Assert.Contains("/Rect [0 0 0 0]", update, StringComparison.Ordinal);
        // EN 319 142-1 §5.4.3: the time is in the token, and no claim stands beside it.
        Assert.All(
            ["/M ", "/Name", "/Reason", "/TransformMethod", "/SigFieldLock", "PHAT_HANH"],
            entry => Assert.DoesNotContain(entry, update, StringComparison.Ordinal)
        );
        // The catalog is written again, for the form is in it; /Perms stands there as it was.
        var permissions = Text(sealedPdf)[Text(sealedPdf).LastIndexOf("/Perms", StringComparison.Ordinal)..];
        Assert.Contains(permissions[..permissions.IndexOf('\n')], update, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Timestamp_WhenItIsMadeBetweenAndAfterSignatures_EachCoversTheOnesBefore()
    {
        var pdf = PdfFiles.Make("qpdf-streams", _house.Folder);
        var first = await _house.TimestampAsync(await _house.SignAsync(pdf, "CBQL"));
        var second = await _house.TimestampAsync(await _house.SignAsync(first, "PHAT_HANH"));
        var third = await _house.TimestampAsync(second);

        OtherTools.RequireValid(_house, third, 2, timestamps: 3);
        var report = Verify(third);
        Assert.True(report.Indication == Indication.TotalPassed, report.Reason);
        Assert.Equal(
            ["CBQL", "DTS-1", "PHAT_HANH", "DTS-2", "DTS-3"],
            report.Signatures.OrderBy(static s => s.SignedRevisionLength).Select(static s => s.Id)
        );
    }

    [Fact]
    public async Task Timestamp_WhenTheNameIsTaken_TakesTheNext()
    {
        var pdf = HandMadePdf.Build(
            "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R 5 0 R] >> >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
            "<< /FT /Tx /T (DTS-1) >>",
            "<< /FT /Sig /T (DTS-2) >>"
        );

        var stamped = await _house.TimestampAsync(pdf);

        Assert.Equal("DTS-3", Assert.Single(Verify(stamped).Signatures, static s => s.IsDocumentTimestamp).Id);
    }

    [Theory]
    [InlineData(
        "/Reference [<< /TransformMethod /DocMDP /TransformParams << /P 1 >> >>]",
        "",
        "/Perms << /DocMDP 5 0 R >>"
    )]
    [InlineData("", "/Lock << /Action /All /P 1 >>", "")]
    [InlineData("/Reference [<< /TransformMethod /FieldMDP /TransformParams << /Action /All >> >>]", "", "")]
    public async Task Timestamp_WhenSomebodyElseForbadeAnyChange_IsAllowedAndBreaksNothing(
        string signature,
        string field,
        string catalog
    )
    {
        var locked = new HandSigned
        {
            SignatureEntries = signature,
            FieldEntries = field,
            CatalogEntries = catalog,
        }.Build();
        using (var document = _house.Format.Open(locked))
        {
            // A signature is refused where the timestamp is not.
            var refused = Assert.Throws<SigningException>(() => document.Prepare(_house.Request("CBQL")));
            Assert.Equal(SigningErrorKind.DocumentLocked, refused.Kind);
        }

        var stamped = await _house.TimestampAsync(locked);

        var report = Verify(stamped);
        Assert.True(report.Integrity == Integrity.Intact, report.Reason);
        Assert.Equal(["S1", "DTS-1"], report.Signatures.Select(static s => s.Id).Order().Reverse());
        Assert.Equal(Indication.TotalPassed, report.Signatures.Single(static s => s.Id == "DTS-1").Indication);
        var first = report.Signatures.Single(static s => s.Id == "S1");
        Assert.Equal(Integrity.Intact, first.Integrity);
        Assert.Contains(first.Warnings, static w => w.EndsWith(": allowed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Timestamp_WhenNobodySigned_IsIntactButNoPass()
    {
        var report = Verify(await _house.TimestampAsync(PdfFiles.ByHand()));

        Assert.Equal((Integrity.Intact, Indication.Indeterminate), (report.Integrity, report.Indication));
        Assert.Contains("nobody has signed", report.Reason, StringComparison.Ordinal);
        Assert.Equal(Indication.TotalPassed, Assert.Single(report.Signatures).Indication);
    }

    [Fact]
    public async Task Timestamp_WhenTheFileIsChangedBehindIt_IsBroken()
    {
        var stamped = await _house.TimestampAsync(PdfFiles.ByHand());
        var page = Update.Edit(stamped, 3, "/MediaBox [0 0 595 842]", "/MediaBox [0 0 200 200]");

        Assert.Equal(Integrity.Broken, Verify(Update.Append(stamped, page)).Integrity);
    }

    [Fact]
    public async Task Timestamp_WhenAnOctetIsChangedInside_IsBroken()
    {
        var stamped = await _house.TimestampAsync(PdfFiles.ByHand());

        var report = Verify(Update.Patch(stamped, "0 0 595 842", "0 0 595 841"));

        Assert.Equal(Integrity.Broken, report.Integrity);
        Assert.Equal(SubIndication.HashFailure, Assert.Single(report.Signatures).SubIndication);
    }

    [Fact]
    public async Task PrepareTimestamp_WhenItIsCompletedAgain_HasTheRoomOfTheFirstTime()
    {
        var pdf = PdfFiles.Make("ghostscript", _house.Folder);
        using var first = _house.Format.Open(pdf);
        var prepared = ((ITimestampedDocument)first).PrepareTimestamp(default);
        await _house.TimestampAsync(pdf);
        using var fresh = _house.Format.Open(pdf);
        using var again = _house.Format.Open(pdf);

        var other = ((ITimestampedDocument)fresh).PrepareTimestamp(default);
        var same = ((ITimestampedDocument)again).PrepareTimestamp(prepared.Digest);

        Assert.NotEqual(prepared.Digest.ToArray(), other.Digest.ToArray());
        Assert.Equal(prepared.Digest.ToArray(), same.Digest.ToArray());
    }

    [Fact]
    public void CompleteTimestamp_WhenTheTokenIsLargerThanItsRoom_SaysSoAndTheNextTimeItFits()
    {
        var token = new byte[30_000];
        using (var first = _house.Format.Open(PdfFiles.ByHand()))
        {
            var stamped = (ITimestampedDocument)first;
            Assert.Throws<SignatureRoomException>(() =>
                stamped.CompleteTimestamp(stamped.PrepareTimestamp(default), token)
            );
        }
        using var second = _house.Format.Open(PdfFiles.ByHand());
        var again = (ITimestampedDocument)second;

        again.CompleteTimestamp(again.PrepareTimestamp(default), token);

        // The largest token seen, and a quarter more: 37,500, of the sizes that there are the next is 48 KiB.
        Assert.InRange(second.ToSignedDocument().Length, 2 * (48 << 10), (2 * (48 << 10)) + 4096);
    }

    [Fact]
    public async Task CompleteTimestamp_WhenItWasCompletedOrAnotherCameBetween_Throws()
    {
        using var document = _house.Format.Open(PdfFiles.ByHand());
        var stamped = (ITimestampedDocument)document;
        var used = stamped.PrepareTimestamp(default);
        stamped.CompleteTimestamp(used, await _house.TokenAsync(used));
        var stale = stamped.PrepareTimestamp(default);
        await _house.SignAsync(document, _house.Request("CBQL"));

        Assert.Throws<InvalidOperationException>(() => stamped.CompleteTimestamp(used, new byte[9]));
        Assert.Throws<InvalidOperationException>(() => stamped.CompleteTimestamp(stale, new byte[9]));
        OtherTools.RequireValid(_house, document.ToSignedDocument(), 1, timestamps: 1);
    }

    private VerificationReport Verify(byte[] pdf) =>
        _verifier.Verify(pdf, new VerificationContext(_house.Pki.Anchors, TimeProvider.System.GetUtcNow()));

    private static string Text(byte[] pdf) => Encoding.Latin1.GetString(pdf);
}
