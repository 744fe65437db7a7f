// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;
using HocBaSo.Signing.Xml.Tests.Signing;

namespace HocBaSo.Signing.Xml.Tests.Verification;

/// <summary>Tables and buffers go from document to document: nothing of one may show in another, nor change it.</summary>
public sealed class SharedBuffersTests
{
    private const int Documents = 24;
    private static readonly byte[] s_value = new byte[64];

    [Fact]
    public void SignAndVerify_WhenDocumentsOfAllSizesShareBuffersOnManyThreads_GiveWhatEachGivesAlone()
    {
        using var house = new SigningHouse(TestKey.Ec);
        var verifier = new XmlDocumentVerifier([]);
        var context = new VerificationContext(house.Pki.Anchors, SealedDocument.Now);
        var sources = Enumerable.Range(0, Documents).Select(Source).ToArray();
        var alone = Array.ConvertAll(sources, source => Sign(house, source));
        var reports = Array.ConvertAll(alone, signed => Shown(verifier.Verify(signed, context)));

        Parallel.For(
            0,
            2000,
            i =>
            {
                var index = i * 7 % Documents;
                Refuse(sources[(index + 1) % Documents]);
                var signed = Sign(house, sources[index]);
                Assert.Equal(alone[index], signed);
                Assert.Equal(reports[index], Shown(verifier.Verify(signed, context)));
            }
        );

        for (var i = 0; i < Documents; i++)
        {
            var text = Encoding.UTF8.GetString(alone[i]);
            Assert.Contains(Secret(i), text, StringComparison.Ordinal);
            Assert.DoesNotContain(Secret((i + 1) % Documents), text, StringComparison.Ordinal);
        }
    }

    private static string Secret(int index) => $"pupil {index:D4} ";

    // from a few hundred bytes to some forty thousand, some with many elements, names and Ids
    private static byte[] Source(int index)
    {
        var remark = new StringBuilder(Secret(index));
        for (var i = 0; i < index * index * 4; i++)
        {
            remark.Append(index % 3 == 0 ? $"<n{i} Id=\"i{i}\">ă</n{i}>" : "tiến bộ ");
        }
        return Encoding.UTF8.GetBytes(SigningHouse.Transcript("<DSCKS/>", remark.ToString()));
    }

    private static byte[] Sign(SigningHouse house, byte[] source)
    {
        using var document = new XmlDocumentFormat().Open(source);
        foreach (var role in new[] { "GVBM:TOAN", "GVCN" })
        {
            var prepared = document.Prepare(house.Request(document, role));
            document.Complete(prepared, s_value, null);
        }
        return document.ToSignedDocument();
    }

    // a document that breaks off leaves its tables as they are
    private static void Refuse(byte[] source) =>
        Assert.Throws<SigningException>(() => new XmlDocumentFormat().Open(source.AsMemory(0, source.Length / 2)));

    private static string Shown(VerificationReport report) =>
        string.Join(
            '\n',
            report.Signatures.Select(static s =>
                $"{s.Id} {s.Integrity} {s.SubIndication} {s.Reason} {s.Signer} {string.Join(' ', s.SignedPaths)}"
            )
        );
}
