// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using HocBaSo.Signing.Cli;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;
using HocBaSo.Signing.Transcripts;

namespace HocBaSo.Signing.Interop;

/// <summary>
/// Classes that were sealed by the real server with keys in a SoftHSM token; made once for all tests, because the module
/// is initialised once in a process.
/// </summary>
public sealed class SealedFiles : IAsyncLifetime
{
    private const int Pupils = 3;
    private const int PairsOfALevel = 2;

    private readonly string _root = Directory.CreateTempSubdirectory("hbs-interop-").FullName;

    internal DevelopmentFolder Development { get; private set; } = null!;

    /// <summary>Every file of the classes of all levels, ECDSA, profile xades.</summary>
    public IReadOnlyList<string> Classes { get; private set; } = [];

    /// <summary>Sealed with RSASSA-PSS.</summary>
    public string RsaPss { get; private set; } = "";

    /// <summary>The compat profile, the seal with RSASSA-PKCS1-v1_5.</summary>
    public string Dscks { get; private set; } = "";

    /// <summary>The PDFs of pairs of all levels, sealed as <c>hbs demo</c> does; the XML lies beside each.</summary>
    public IReadOnlyList<string> PairedPdfs { get; private set; } = [];

    public string TrustAnchors => Development.TrustAnchors;

    public string SignerRoot => Development.CertificateOf("ca-root");

    public string SignerIssuing => Development.CertificateOf("ca-issuing");

    public string TimestampRoot => Development.CertificateOf("tsa-root");

    public string NewFolder() => Directory.CreateDirectory(Path.Combine(_root, Guid.NewGuid().ToString("N"))).FullName;

    public async Task InitializeAsync()
    {
        Development = new DevelopmentFolder(Path.Combine(_root, "certs-dev"));
        await DevelopmentSetup.PrepareAsync(Development, TimeProvider.System, CancellationToken.None);
        await using var server = await DemoServer.StartAsync(Development, CancellationToken.None);
        using var client = new SigningClient(server.Address, new SigningClientOptions { Tls = server.Tls });
        var files = new List<string>();
        foreach (var level in SchoolLevels.All)
        {
            files.AddRange(await SealAsync(client, level, Pupils, "van-thu", SignatureProfile.Xades));
        }
        Classes = files;
        PairedPdfs = [.. await SealPairsAsync(client)];
        RsaPss = (await SealAsync(client, SchoolLevel.Thcs, 1, "van-thu-rsa", SignatureProfile.Xades))[0];
        Dscks = (await SealAsync(client, SchoolLevel.Thcs, 1, "van-thu-rsa", SignatureProfile.XmldsigDscks))[0];
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_root, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>What lxml finds in a file.</summary>
    internal IReadOnlyList<ExtractedSignature> Extract(string file)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "python", "extract.py");
        var run = OutsideTool.Run("/usr/bin/python3", script, file, NewFolder());
        Assert.True(run.ExitCode == 0, run.Error);
        return
        [
            .. run
                .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(static line =>
                    JsonSerializer.Deserialize<ExtractedSignature>(line, JsonSerializerOptions.Web)!
                ),
        ];
    }

    private async Task<IEnumerable<string>> SealPairsAsync(SigningClient client)
    {
        var folder = NewFolder();
        foreach (var level in SchoolLevels.All)
        {
            var school = new DevelopmentSchool(level);
            foreach (var sample in SampleClass.Generate(level, PairsOfALevel, DevelopmentSchool.Seed))
            {
                var steps = WireSettings.Of(sample.Claims.Select(school.StepOf)).Steps;
                var settings = new V1.SealSettings { XmlSteps = { steps } };
                var run = new PairRun(client, folder);
                var outcome = await run.RunAsync([sample], settings, static () => { }, CancellationToken.None);
                Assert.Empty(outcome.Failures);
            }
        }
        return Directory.EnumerateFiles(folder, "*.pdf").Order(StringComparer.Ordinal);
    }

    private async Task<IReadOnlyList<string>> SealAsync(
        SigningClient client,
        SchoolLevel level,
        int pupils,
        string seal,
        string profile
    )
    {
        var school = new DevelopmentSchool(level);
        var folder = NewFolder();
        foreach (var sample in SampleClass.Generate(level, pupils, DevelopmentSchool.Seed))
        {
            var steps = sample.Claims.Select(school.StepOf).SkipLast(1);
            var last = new SigningStep(new RoleClaim(SignerRole.PhatHanh), $"{SchoolLevels.NameOf(level)}-{seal}");
            // As pairs: what stands in the XML half is what anybody's tool has to find good.
            var outcome = await new PairRun(client, folder).RunAsync(
                [sample],
                new V1.SealSettings { XmlSteps = { WireSettings.Of([.. steps, last]).Steps }, XmlProfile = profile },
                static () => { },
                CancellationToken.None
            );
            Assert.Empty(outcome.Failures);
            Assert.Equal(sample.Claims.Count + 2, outcome.Signatures);
        }
        return [.. Directory.EnumerateFiles(folder, "*.xml").Order(StringComparer.Ordinal)];
    }
}

[CollectionDefinition(nameof(SealedFiles))]
public sealed class SealedFilesCollection : ICollectionFixture<SealedFiles>;

/// <summary>What <c>extract.py</c> says of one signature; the members are files.</summary>
internal sealed record ExtractedSignature(
    string Id,
    string Method,
    bool References,
    string SignedInfo,
    string Value,
    string Certificate,
    string? Token,
    string? Imprint
);
