// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Xml.Tests.Verification;

/// <summary>Documents that are made to cost: each answer comes quickly.</summary>
public sealed class HostileCostTests : HostileSignature
{
    public static TheoryData<string> Bombs =>
        new(
            "depth",
            "attribute",
            "references",
            "manyReferences",
            "signatures",
            "namespaces",
            "certificates",
            "comments",
            "xml"
        );

    [Theory]
    [MemberData(nameof(Bombs))]
    public void Verify_WhenTheDocumentIsMadeToCost_AnsweredUnderASecond(string kind)
    {
        var report = _maker.Verify(Bomb(kind));

        Assert.NotEqual(Indication.TotalPassed, report.Indication);
    }

    // Each signature has the same issuers in another order, so that no verdict on a path serves twice.
    [Theory]
    [InlineData(8_192, 4, 12, SubIndication.FormatFailure)]
    [InlineData(1_024, 3, 80, SubIndication.NoCertificateChainFound)]
    public void Verify_WhenAllIssuersAreNamesakes_AnsweredUnderASecond(
        int bits,
        int exponentOctets,
        int signatures,
        SubIndication first
    )
    {
        var path = new HostilePath(15, bits, exponentOctets, namesakes: true);
        var maker = new HandMade(certify: (_, key) => path.NewPerson(key));
        string[] issuers =
        [
            .. path.Authorities.Select(static a =>
                $"<ds:X509Certificate>{Convert.ToBase64String(a.RawData)}</ds:X509Certificate>"
            ),
        ];
        var all = Enumerable
            .Range(0, signatures)
            .Select(i => string.Concat(Order(issuers, i)))
            .Select(static others =>
                HandMade
                    .Signature(HandMade.Reference(0, "#d", [HandMade.Exclusive]), id: "")
                    .Replace(" Id=\"\"", "", StringComparison.Ordinal)
                    .Replace("</ds:X509Data>", others + "</ds:X509Data>", StringComparison.Ordinal)
            );

        var report = maker.Verify(maker.Sign($"<r>{Data}{string.Concat(all)}</r>", new HandMadeReference("d")));

        Assert.NotEqual(Indication.TotalPassed, report.Indication);
        Assert.Equal(signatures, report.Signatures.Count);
        Assert.Equal(first, report.Signatures[0].SubIndication);
    }

    private static IEnumerable<string> Order(string[] issuers, int number) =>
        issuers
            .Skip(number % issuers.Length)
            .Concat(issuers.Take(number % issuers.Length))
            .OrderBy(i => i[^(30 + (number / issuers.Length))]);

    private string Bomb(string kind)
    {
        var reference = HandMade
            .Reference(0, "#d", [HandMade.Exclusive])
            .Replace("@D0@", "AAAA", StringComparison.Ordinal);
        var zero = Convert.ToBase64String(new byte[32]);
        reference = reference.Replace("AAAA", zero, StringComparison.Ordinal);
        return kind switch
        {
            "depth" => string.Concat(Enumerable.Repeat("<a>", 10_000)) + Signed,
            "attribute" => Signed.Replace("<r>", $"<r a=\"{new string('x', 1 << 20)}\">", StringComparison.Ordinal),
            "references" => Make(HandMade.Signature(string.Concat(Enumerable.Repeat(reference, 100_000)))),
            "manyReferences" => Make(HandMade.Signature(string.Concat(Enumerable.Repeat(reference, 3_000)))),
            "signatures" =>
                $"<r>{Data}{string.Concat(Enumerable.Repeat(HandMade.Signature(reference, keyInfo: "", id: "").Replace(" Id=\"\"", "", StringComparison.Ordinal).Replace("@V@", zero, StringComparison.Ordinal), 900))}</r>",
            "namespaces" => _maker.Sign(
                $"<r xmlns:n=\"urn:{new string('n', 60_000)}\"><Data Id=\"d\">{string.Concat(Enumerable.Repeat("<n:a/>", 60_000))}</Data>"
                    + HandMade.Signature(reference)
                    + "</r>"
            ),
            "certificates" => Signed.Replace(
                "<ds:X509Data>",
                "<ds:X509Data>"
                    + string.Concat(
                        Enumerable.Repeat(
                            $"<ds:X509Certificate>{Convert.ToBase64String(_maker.Certificate.RawData)}</ds:X509Certificate>",
                            500
                        )
                    ),
                StringComparison.Ordinal
            ),
            "comments" => Commented(127),
            _ => Nested(reference),
        };
    }

    /// <summary>Signatures in one another, with as many comments inside as there is room for.</summary>
    private static string Commented(int depth)
    {
        const string Open = "<s:Signature><s:Object>";
        const string Close = "</s:Object></s:Signature>";
        var comments = ((1 << 20) - (depth * (Open.Length + Close.Length)) - 100) / "<!---->".Length;
        return "<r xmlns:s=\"http://www.w3.org/2000/09/xmldsig#\">"
            + string.Concat(Enumerable.Repeat(Open, depth))
            + string.Concat(Enumerable.Repeat("<!---->", comments))
            + string.Concat(Enumerable.Repeat(Close, depth))
            + "</r>";
    }

    /// <summary>Very many attributes of the xml namespace, which an inclusive apex inherits, each compared with all.</summary>
    private string Nested(string reference)
    {
        var open = new StringBuilder();
        for (var depth = 0; depth < 200; depth++)
        {
            open.Append("<a");
            for (var i = 0; i < 200; i++)
            {
                open.Append(System.Globalization.CultureInfo.InvariantCulture, $" xml:x{depth}y{i}=\"\"");
            }
            open.Append('>');
        }
        var close = string.Concat(Enumerable.Repeat("</a>", 200));
        var inclusive = reference.Replace(HandMade.Exclusive, HandMade.Inclusive, StringComparison.Ordinal);
        return _maker.Sign($"<r>{open}{Data}{close}{HandMade.Signature(inclusive)}</r>");
    }
}
