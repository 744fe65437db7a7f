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
            "baseOfApex",
            "baseOfAncestors",
            "manifests",
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
            "baseOfApex" => Based(reference, 245, "b/", 13, string.Concat(Enumerable.Repeat("a/", 32_000))),
            "baseOfAncestors" => Based(reference, 60, string.Concat(Enumerable.Repeat("a/", 7_000)), 1, ""),
            "manifests" => Listed(reference.Replace("#d", "#o", StringComparison.Ordinal)),
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

    /// <summary>Values of xml:base that an apex of Canonical XML 1.1 joins one after another, of several apexes with one each.</summary>
    private string Based(string reference, int depth, string value, int apexes, string own)
    {
        const string Method = "http://www.w3.org/2006/12/xml-c14n11";
        var method = reference.Replace(HandMade.Exclusive, Method, StringComparison.Ordinal);
        var open = string.Concat(Enumerable.Repeat($"<a xml:base=\"{value}\">", depth));
        var data = string.Concat(Enumerable.Range(0, apexes).Select(i => $"<b Id=\"b{i}\" xml:base=\"{own}\"/>"));
        var references = string.Concat(
            Enumerable
                .Range(0, apexes * 10)
                .Select(i => method.Replace("#d", $"#b{i % apexes}", StringComparison.Ordinal))
        );
        var close = string.Concat(Enumerable.Repeat("</a>", depth));
        return _maker.Sign($"<r>{open}{data}{close}{HandMade.Signature(references)}</r>");
    }

    /// <summary>One Object with very many children, and as many References to it as may be.</summary>
    private string Listed(string reference)
    {
        const string Object = "<ds:Object xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" Id=\"o\">";
        var digest = System.Security.Cryptography.SHA256.HashData(
            Encoding.UTF8.GetBytes(Object + string.Concat(Enumerable.Repeat("<a></a>", 60_000)) + "</ds:Object>")
        );
        var right = reference.Replace(
            Convert.ToBase64String(new byte[32]),
            Convert.ToBase64String(digest),
            StringComparison.Ordinal
        );
        return _maker.Sign(
            HandMade.Signature(
                string.Concat(Enumerable.Repeat(right, 1_500)),
                objects: $"<ds:Object Id=\"o\">{string.Concat(Enumerable.Repeat("<a/>", 60_000))}</ds:Object>"
            )
        );
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
