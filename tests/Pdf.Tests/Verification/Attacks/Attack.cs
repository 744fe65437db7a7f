// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pdf.Tests.Verification.Attacks;

/// <summary>What every attack has to come to: broken, with the exact sub-indication and the reason.</summary>
internal static class Attack
{
    public static VerificationContext Context { get; } =
        new(TrustAnchors.None, new(2026, 5, 25, 0, 0, 0, TimeSpan.Zero));

    public static PdfDocumentVerifier Verifier { get; } = new();

    public static HandSigned Plain { get; } = new();

    /// <summary>Certified with a DocMDP level.</summary>
    public static HandSigned Certified(int level) =>
        new() { CatalogEntries = "/Perms << /DocMDP 5 0 R >>", SignatureEntries = Transform(level) };

    /// <summary>/Reference with a DocMDP transform.</summary>
    public static string Transform(int level) =>
        $"/Reference [<< /Type /SigRef /TransformMethod /DocMDP /TransformParams << /Type /TransformParams /P {level} /V /1.2 >> >>]";

    public static void RequireBroken(byte[] pdf, SubIndication why, string reason)
    {
        var report = Verifier.Verify(pdf, Context);

        Assert.Contains(reason, report.Reason, StringComparison.Ordinal);
        Assert.Equal(why, report.SubIndication);
        Assert.Equal(Integrity.Broken, report.Integrity);
        Assert.Equal(Indication.TotalFailed, report.Indication);
    }

    /// <summary>Intact, though nobody trusts the signer; the first signature's warnings.</summary>
    public static IReadOnlyList<string> RequireIntact(byte[] pdf)
    {
        var report = Verifier.Verify(pdf, Context);

        Assert.True(report.Integrity == Integrity.Intact, report.Reason);
        Assert.Equal(SubIndication.NoCertificateChainFound, report.SubIndication);
        return [.. report.Signatures.SelectMany(static s => s.Warnings)];
    }

    /// <summary>The octets with another piece in the place of the first of its kind.</summary>
    public static byte[] Replace(byte[] pdf, string old, string now)
    {
        var at = pdf.AsSpan().IndexOf(System.Text.Encoding.Latin1.GetBytes(old));
        Assert.True(at >= 0, old);
        return [.. pdf[..at], .. System.Text.Encoding.Latin1.GetBytes(now), .. pdf[(at + old.Length)..]];
    }
}
