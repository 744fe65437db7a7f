// SPDX-License-Identifier: Apache-2.0
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
            foreach (var signature in (await files.ExtractAsync(file)).Where(static s => s.Token is not null))
            {
                var run = await VerifyTimestampAsync(signature, signature.Imprint!);
                Assert.True(run.ExitCode == 0, $"{signature.Id}: {run.Output} {run.Error}");
                stamped++;
            }
        }
        Assert.Equal(files.Classes.Count + 1, stamped);
    }

    [Fact]
    public async Task TsVerify_WhenTheImprintIsAnother_Refuses()
    {
        var seal = (await files.ExtractAsync(files.Classes[0])).Single(static s => s.Token is not null);

        var run = await VerifyTimestampAsync(seal, new string('0', 64));

        Assert.NotEqual(0, run.ExitCode);
    }

    [Fact]
    public async Task DgstVerify_WhenTheSealIsRsaPss_AcceptsIt()
    {
        var seal = (await files.ExtractAsync(files.RsaPss))[^1];

        Assert.Equal(Pss, seal.Method);
        Assert.True(seal.References);
        Assert.Equal(0, (await VerifyPssAsync(seal, seal.SignedInfo)).ExitCode);
        Assert.NotEqual(0, (await VerifyPssAsync(seal, seal.Value)).ExitCode);
    }

    [Fact]
    public async Task References_WhenDigestedByLxml_MatchInEveryFile()
    {
        foreach (var file in files.Classes.Append(files.RsaPss).Append(files.Dscks))
        {
            Assert.All(await files.ExtractAsync(file), static signature => Assert.True(signature.References));
        }
    }

    private Task<ToolResult> VerifyTimestampAsync(ExtractedSignature signature, string imprint) =>
        Tool.RunAsync(
            "openssl",
            ["ts", "-verify", "-digest", imprint, "-in", signature.Token!, "-token_in", "-CAfile", files.TimestampRoot]
        );

    // RFC 9231 §2.3.10: MGF1 with the same digest, the salt as long as the digest.
    private async Task<ToolResult> VerifyPssAsync(ExtractedSignature signature, string data)
    {
        var key = Path.Combine(files.NewFolder(), "key.pem");
        var extracted = await Tool.RunAsync(
            "openssl",
            ["x509", "-inform", "DER", "-in", signature.Certificate, "-noout", "-pubkey"]
        );
        await File.WriteAllTextAsync(key, extracted.Output);
        string[] options = ["-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:32"];
        return await Tool.RunAsync(
            "openssl",
            ["dgst", "-sha256", "-verify", key, "-signature", signature.Value, .. options, data]
        );
    }
}
