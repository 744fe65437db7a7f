// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pdf.Tests.Signing;

public sealed class PdfSigningTests
{
    public static TheoryData<string> Kinds => [.. PdfFiles.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Sign_WhenPrincipalAndSchoolSign_OtherToolsAgreeAndNoEarlierByteChanges(string kind)
    {
        using var house = new PdfHouse(TestKey.Ec);
        var pdf = PdfFiles.Make(kind, house.Folder);

        var confirmed = await house.SignAsync(pdf, "CBQL");
        var sealedPdf = await house.SignAsync(confirmed, "PHAT_HANH");

        Assert.True(confirmed.AsSpan().StartsWith(pdf));
        Assert.True(sealedPdf.AsSpan().StartsWith(confirmed));
        OtherTools.RequireValid(house, confirmed, 1);
        OtherTools.RequireValid(house, sealedPdf, 2);
        OtherTools.RequireSamePages(house, pdf, sealedPdf);
        OtherTools.RequireTimestamp(house, OtherTools.Find(sealedPdf)[1]);
    }

    [Theory]
    [InlineData("ec", SignatureProfile.Pades)]
    [InlineData("ec", SignatureProfile.Pkcs7)]
    [InlineData("pss", SignatureProfile.Pades)]
    [InlineData("rsa", SignatureProfile.Pkcs7)]
    [InlineData("ec384", SignatureProfile.Pades)]
    public async Task Sign_WhenTheKeyIsOfAnyKind_OtherToolsAgree(string key, string profile)
    {
        using var house = new PdfHouse(() => Key(key)) { Profile = profile };
        var pdf = PdfFiles.ByHand();

        var signed = await house.SignAsync(pdf, "GVCN", "PHAT_HANH");

        OtherTools.RequireValid(house, signed, 2);
        OtherTools
            .Find(signed)
            .ForEach(f => Assert.Equal(profile == SignatureProfile.Pkcs7, f.SubFilter == "adbe.pkcs7.detached"));
    }

    [Fact]
    public async Task Sign_WhenSeveralStepsComeInOneCall_EachCoversTheOnesBefore()
    {
        using var house = new PdfHouse(TestKey.Ec);
        var pdf = PdfFiles.Make("qpdf-linearized-streams", house.Folder);

        var signed = await house.SignAsync(pdf, "GVBM:TOAN", "GVCN", "CBQL", "PHAT_HANH");

        Assert.True(signed.AsSpan().StartsWith(pdf));
        OtherTools.RequireValid(house, signed, 4);
        var lengths = OtherTools.Find(signed).ConvertAll(f => f.SignedOctets.Length);
        Assert.Equal(lengths.Order(), lengths);
    }

    [Fact]
    public async Task Sign_WhenTheSameRequestComesAgain_TheOctetsToSignAreTheSame()
    {
        using var house = new PdfHouse(TestKey.Ec);
        var pdf = PdfFiles.Make("ghostscript", house.Folder);
        using var first = house.Format.Open(pdf);
        var prepared = first.Prepare(house.Request("PHAT_HANH"));
        // Tokens of another size are seen in between, so that fresh documents get other room.
        await house.SignAsync(pdf, "PHAT_HANH");
        using var fresh = house.Format.Open(pdf);
        using var again = house.Format.Open(pdf);

        var other = fresh.Prepare(house.Request("PHAT_HANH"));
        var same = again.Prepare(house.Request("PHAT_HANH") with { SignedDigest = prepared.Digest });

        Assert.NotEqual(prepared.Digest.ToArray(), other.Digest.ToArray());
        Assert.Equal(prepared.Digest.ToArray(), same.Digest.ToArray());
        Assert.Equal(prepared.State.ToArray(), same.State.ToArray());
    }

    [Fact]
    public void Complete_WhenTheSignatureWasPreparedInAnotherProcess_GivesTheSameDocument()
    {
        using var house = new PdfHouse(TestKey.Ec);
        var pdf = PdfFiles.Make("qpdf-streams", house.Folder);
        using var here = house.Format.Open(pdf);
        var prepared = here.Prepare(house.Request("CBQL"));
        var value = house.Sign(prepared);
        var travelled = PreparedSignature.Deserialize(prepared.Serialize());
        using var there = new PdfDocumentFormat().Open(pdf);

        there.Complete(travelled, value, null);
        here.Complete(prepared, value, null);

        Assert.Equal(here.ToSignedDocument(), there.ToSignedDocument());
        OtherTools.RequireValid(house, there.ToSignedDocument(), 1);
        Assert.Throws<InvalidOperationException>(() => there.Complete(travelled, value, null));
    }

    [Fact]
    public void Complete_WhenTheSignatureWasPreparedForAnotherDocument_IsRefused()
    {
        using var house = new PdfHouse(TestKey.Ec);
        using var one = house.Format.Open(PdfFiles.ByHand());
        var prepared = PreparedSignature.Deserialize(one.Prepare(house.Request("CBQL")).Serialize());
        var other = PdfFiles.ByHand();
        other[^1] = (byte)' ';
        using var two = house.Format.Open(other);

        var refused = Assert.Throws<SigningException>(() => two.Complete(prepared, house.Sign(prepared), null));

        Assert.Equal(SigningErrorKind.InvalidRequest, refused.Kind);
    }

    [Theory]
    [InlineData("SHA256")]
    [InlineData("SHA384")]
    public async Task DigestOf_WhenSignedOnceOrMore_IsThatOfTheDocument(string digest)
    {
        using var house = new PdfHouse(TestKey.Ec);
        using var document = house.Format.Open(PdfFiles.ByHand());
        AssertDigest(document);
        foreach (var role in new[] { "GVCN", "CBQL", "PHAT_HANH" })
        {
            var algorithm = new SignatureAlgorithm(SignatureScheme.Ecdsa, new HashAlgorithmName(digest));
            await house.SignAsync(document, house.Request(role) with { Algorithm = algorithm });
            AssertDigest(document);
            AssertDigest(document);
        }
    }

    private static void AssertDigest(IOpenDocument document)
    {
        var signed = document.ToSignedDocument();
        Assert.Equal(SHA256.HashData(signed), document.DigestOf(signed));
    }

    [Fact]
    public void State_WhenFirstAskedForAfterCompletion_IsRefused()
    {
        using var house = new PdfHouse(TestKey.Ec);
        using var document = house.Format.Open(PdfFiles.ByHand());
        var prepared = document.Prepare(house.Request("CBQL"));
        document.Complete(prepared, house.Sign(prepared), null);

        Assert.Throws<InvalidOperationException>(() => prepared.State);
        Assert.Throws<InvalidOperationException>(prepared.Serialize);
    }

    [Fact]
    public void Complete_WhenTheStateIsDamaged_IsRefused()
    {
        using var house = new PdfHouse(TestKey.Ec);
        using var here = house.Format.Open(PdfFiles.ByHand());
        var prepared = here.Prepare(house.Request("CBQL"));
        var value = house.Sign(prepared);
        var state = prepared.State.ToArray();
        byte[][] damaged =
        [
            .. Enumerable.Range(0, state.Length / 16).Select(i => state[..(i * 16)]),
            [.. state, 0],
            [(byte)(state[0] + 1), .. state[1..]],
        ];

        foreach (var octets in damaged)
        {
            using var there = house.Format.Open(PdfFiles.ByHand());
            var other = new PreparedSignature(
                prepared.SignatureId,
                prepared.Algorithm,
                prepared.Digest.ToArray(),
                octets
            );
            var refused = Assert.Throws<SigningException>(() => there.Complete(other, value, null));
            Assert.Equal((SigningErrorKind.InvalidRequest, "prepared_signature"), (refused.Kind, refused.Field));
        }
    }

    [Fact]
    public void Complete_WhenATokenIsLargerThanItsRoom_SaysSoAndTheNextTimeItFits()
    {
        using var house = new PdfHouse(TestKey.Ec);
        var token = new byte[30_000];
        token[0] = 0x30;
        token[1] = 0x82;
        (token[2], token[3]) = ((byte)((token.Length - 4) >> 8), (byte)((token.Length - 4) & 0xFF));
        using (var first = house.Format.Open(PdfFiles.ByHand()))
        {
            var prepared = first.Prepare(house.Request("PHAT_HANH"));
            Assert.Throws<SignatureRoomException>(() => first.Complete(prepared, house.Sign(prepared), token));
        }
        using var second = house.Format.Open(PdfFiles.ByHand());
        var again = second.Prepare(house.Request("PHAT_HANH"));

        second.Complete(again, house.Sign(again), token);

        Assert.True(second.ToSignedDocument().Length > 60_000);
    }

    private static TestKey Key(string kind) =>
        kind switch
        {
            "ec" => TestKey.Ec(),
            "ec384" => TestKey.Ec(
                System.Security.Cryptography.ECCurve.NamedCurves.nistP384,
                SignatureAlgorithm.EcdsaSha384
            ),
            _ => TestKey.Rsa(pss: kind == "pss"),
        };
}
