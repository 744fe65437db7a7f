// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Text;
using HocBaSo.Signing.TestKit;
using HocBaSo.Signing.Xml.Canonicalization;
using HocBaSo.Signing.Xml.Syntax;

namespace HocBaSo.Signing.Xml.Tests.Canonicalization;

[Collection(nameof(AloneCollection))]
public sealed class AllocationTests
{
    private const int Budget = 8 * 1024;

    [Fact]
    public void ParseAndDigest_WhenDocumentHas16KiB_AllocatesUnderBudget()
    {
        var document = Transcript(16 << 10);
        var least = Allocation.Least(Budget, () => Digest(document));

        Assert.True(least.Bytes is > 0 and <= Budget, $"{least}");
    }

    private static void Digest(byte[] document)
    {
        using var tree = XmlTree.Parse(document, XmlLimits.Default);
        Canonicalizer.Digest(
            tree,
            Canonicalizer.WholeDocument,
            CanonicalizationAlgorithm.Exclusive,
            HashAlgorithmName.SHA256
        );
    }

    private static byte[] Transcript(int size)
    {
        var xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<HocBaSo PhienBan=\"1\">\n");
        for (var i = 0; xml.Length < size; i++)
        {
            xml.Append("  <KetQuaMonHoc Id=\"MH-")
                .Append(i)
                .Append("-0123456789abcdef0123456789abcdef\">\n    <MaMon>TOAN</MaMon>\n")
                .Append(
                    "    <TenMon>Toán</TenMon>\n    <HocKi1>8.5</HocKi1>\n    <HocKi2>9.0</HocKi2>\n    <CaNam>8.8</CaNam>\n"
                )
                .Append(
                    "    <NhanXet>Nắm vững kiến thức, có tư duy tốt &amp; chăm chỉ.</NhanXet>\n  </KetQuaMonHoc>\n"
                );
        }
        return Encoding.UTF8.GetBytes(xml.Append("  <DSCKS/>\n</HocBaSo>").ToString());
    }
}
