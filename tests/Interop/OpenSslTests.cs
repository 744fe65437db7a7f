// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Interop;

/// <summary>openssl, over what lxml extracted and canonicalized; nothing of ours is in between.</summary>
[Collection(nameof(SealedFiles))]
public sealed class OpenSslTests(SealedFiles files)
{
    private const string Pss = "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1";

    [Fact]
    public async Task TsVerify_WhenAClassOfEachLevelIsSealed_AcceptsEveryTimestamp()
    {
        var stamped = 0;
        foreach (var file in files.Classes.Append(files.RsaPss))
        {
            foreach (var signature in files.Extract(file).Where(static s => s.Token is not null))
            {
                var run = VerifyTimestamp(signature, signature.Imprint!);
                Assert.True(run.ExitCode == 0, $"{signature.Id}: {run.Output} {run.Error}");
                stamped++;
            }
        }
        Assert.Equal(files.Classes.Count + 1, stamped);
    }

    [Fact]
    public async Task TsVerify_WhenTheImprintIsAnother_Refuses()
    {
        var seal = files.Extract(files.Classes[0]).Single(static s => s.Token is not null);

        var run = VerifyTimestamp(seal, new string('0', 64));

        Assert.NotEqual(0, run.ExitCode);
    }

    [Fact]
    public async Task DgstVerify_WhenTheSealIsRsaPss_AcceptsIt()
    {
        var seal = files.Extract(files.RsaPss)[^1];

        Assert.Equal(Pss, seal.Method);
        Assert.True(seal.References);
        Assert.Equal(0, VerifyPss(seal, seal.SignedInfo));
        Assert.NotEqual(0, VerifyPss(seal, seal.Value));
    }

    [Fact]
    public async Task References_WhenDigestedByLxml_MatchInEveryFile()
    {
        foreach (var file in files.Classes.Append(files.RsaPss).Append(files.Dscks))
        {
            Assert.All(files.Extract(file), static signature => Assert.True(signature.References));
        }
    }

    private (int ExitCode, string Output, string Error) VerifyTimestamp(ExtractedSignature signature, string imprint) =>
        OutsideTool.Run(
            "openssl",
            ["ts", "-verify", "-digest", imprint, "-in", signature.Token!, "-token_in", "-CAfile", files.TimestampRoot]
        );

    // RFC 9231 §2.3.10: MGF1 with the same digest, the salt as long as the digest.
    private int VerifyPss(ExtractedSignature signature, string data)
    {
        var key = Path.Combine(files.NewFolder(), "key.pem");
        var extracted = OutsideTool.Run(
            "openssl",
            ["x509", "-inform", "DER", "-in", signature.Certificate, "-noout", "-pubkey"]
        );
        File.WriteAllText(key, extracted.Output);
        string[] options = ["-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:32"];
        var run = OutsideTool.Run(
            "openssl",
            ["dgst", "-sha256", "-verify", key, "-signature", signature.Value, .. options, data]
        );
        return run.ExitCode;
    }
}
