// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Xml.Tests.Verification;

/// <summary>Niêm phong: after the seal, a changed character of any text or attribute value is found, wherever it stands.</summary>
public sealed class EveryCharacterTests
{
    private const string Alphabet = "AaZz09+/=-_.:;#&<>\"' \n\tạệ";

    [Theory]
    [InlineData(SignatureProfile.Xades)]
    [InlineData(SignatureProfile.XmldsigDscks)]
    public async Task Verify_WhenAnyCharacterIsChanged_NeverPasses(string profile)
    {
        var document = await SealedDocument.MakeAsync(profile);
        var random = new Random(4711);
        var places = Places(document.Text);
        Assert.True(places.Count > 5000);

        foreach (var place in places.Where(_ => random.Next(6) == 0))
        {
            var old = document.Text[place];
            // the alphabet's neighbours first: the last character of base64 has spare bits
            char[] others = [(char)(old + 1), (char)(old ^ 1), Alphabet[random.Next(Alphabet.Length)]];
            AssertRefused(document, place, old, others[random.Next(3)]);
        }
    }

    [Theory]
    [InlineData(SignatureProfile.Xades)]
    [InlineData(SignatureProfile.XmldsigDscks)]
    public async Task Verify_WhenCharactersOfTheSealAreChanged_NeverPasses(string profile)
    {
        var document = await SealedDocument.MakeAsync(profile);
        var random = new Random(4713);
        var start = document.Text.IndexOf("<PHAT_HANH>", StringComparison.Ordinal);
        foreach (var place in Places(document.Text).Where(p => p > start && random.Next(4) == 0))
        {
            AssertRefused(document, place, document.Text[place], "A/=0b"[random.Next(5)]);
        }
    }

    [Theory]
    [InlineData(SignatureProfile.Xades)]
    [InlineData(SignatureProfile.XmldsigDscks)]
    public async Task Verify_WhenACharacterIsInsertedOrRemoved_NeverPasses(string profile)
    {
        var document = await SealedDocument.MakeAsync(profile);
        var random = new Random(4712);
        foreach (var place in Places(document.Text).Where(_ => random.Next(16) == 0))
        {
            AssertNotPassed(document, document.Text.Remove(place, 1), place);
            AssertNotPassed(
                document,
                document.Text.Insert(place, Alphabet[random.Next(Alphabet.Length)].ToString()),
                place
            );
        }
    }

    /// <summary>Characters of text and of attribute values, namespace names among them.</summary>
    internal static List<int> Places(string text)
    {
        var places = new List<int>();
        var (inTag, quote) = (false, '\0');
        for (var i = text.IndexOf("?>", StringComparison.Ordinal) + 2; i < text.LastIndexOf('<'); i++)
        {
            var c = text[i];
            if (quote != '\0')
            {
                if (c == quote)
                {
                    quote = '\0';
                    continue;
                }
                places.Add(i);
            }
            else if (inTag)
            {
                (inTag, quote) = (c != '>', c is '"' or '\'' ? c : '\0');
            }
            else if (c == '<')
            {
                inTag = true;
            }
            else if (i > text.IndexOf("<HocBaSo", StringComparison.Ordinal))
            {
                places.Add(i);
            }
        }
        return places;
    }

    private static void AssertRefused(SealedDocument document, int place, char old, char other)
    {
        if (old != other)
        {
            AssertNotPassed(document, document.Text.Remove(place, 1).Insert(place, other.ToString()), place);
        }
    }

    private static void AssertNotPassed(SealedDocument document, string changed, int place)
    {
        // an unpaired surrogate can't be written
        var bytes = Encoding.UTF8.GetBytes(changed);
        var report = document.Verifier.Verify(bytes, document.Context);
        if (report.Indication == Indication.TotalPassed)
        {
            Assert.Fail($"{place}: …{changed.Substring(Math.Max(0, place - 40), 80)}…");
        }
    }
}
