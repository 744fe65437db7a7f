// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Xml.Tests.Signing;

[Collection(nameof(AloneCollection))]
public sealed class SigningBudgetTests
{
    private const int BudgetBytes = 64 << 10;

    [Fact]
    public void PrepareAndComplete_WhenATeacherSignsA16KilobyteTranscript_StaysInTheBudgetOfBytes()
    {
        using var house = new SigningHouse(TestKey.Ec);
        var remark = new string('ă', 7800);
        var transcript = Encoding.UTF8.GetBytes(SigningHouse.Transcript("<DSCKS/>", remark));
        Assert.InRange(transcript.Length, 16_000, 17_000);
        var value = new byte[64];
        var least = Allocation.Least(
            BudgetBytes,
            () =>
            {
                using var document = new XmlDocumentFormat().Open(transcript);
                var prepared = document.Prepare(house.Request(document, "GVBM:TOAN"));
                document.Complete(prepared, value, null);
                document.ToSignedDocument();
            }
        );

        Assert.True(least.Bytes is > 0 and <= BudgetBytes, $"{least}");
    }
}
