// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;
using HocBaSo.Signing.Xml.Tests.Signing;

namespace HocBaSo.Signing.Xml.Tests.Verification;

/// <summary>A sealed transcript of a profile, with the verifier that knows its form.</summary>
internal sealed class SealedDocument
{
    private SealedDocument(string text, TestPki pki)
    {
        Text = text;
        Pki = pki;
    }

    /// <summary>Some time after signing, within every certificate's life.</summary>
    public static DateTimeOffset Now { get; } = new(2027, 5, 25, 8, 0, 0, TimeSpan.Zero);

    public string Text { get; }

    public TestPki Pki { get; }

    public XmlDocumentVerifier Verifier { get; } = new([new NeutralProfile()]);

    public VerificationContext Context => new(Pki.Anchors, Now);

    /// <summary>As the small transcripts are, without the comment: no signature could cover it.</summary>
    public static string Transcript =>
        SigningHouse.Transcript("<DSCKS></DSCKS>").Replace("<!-- học bạ -->\n", "", StringComparison.Ordinal);

    public static async Task<SealedDocument> MakeAsync(
        string profile = SignatureProfile.Xades,
        Func<TestKey>? key = null,
        string? transcript = null
    )
    {
        using var house = new SigningHouse(key ?? TestKey.Ec) { Profile = profile };
        var signed = await house.SignAllAsync(transcript ?? Transcript);
        return new SealedDocument(Encoding.UTF8.GetString(signed), house.Pki);
    }

    public VerificationReport Verify(string? text = null) =>
        BoundedVerification.Verify(Verifier, text ?? Text, Context);

    /// <summary>Verifies without knowing the form, as a stranger would.</summary>
    public VerificationReport VerifyAsStranger(string text) =>
        BoundedVerification.Verify(new XmlDocumentVerifier([]), text, Context);
}
