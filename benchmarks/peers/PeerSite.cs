// SPDX-License-Identifier: Apache-2.0
using System.Net;
using HocBaSo.Signing.Cli;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pkcs11;
using HocBaSo.Signing.Server;
using HocBaSo.Signing.Transcripts;
using Microsoft.Extensions.Logging;

namespace HocBaSo.Signing.Benchmarks.Peers;

/// <summary>
/// One SoftHSM token with a key of each kind, the documents, and two servers of ours on it that differ in self-verification only; all in
/// a temporary folder. Nothing of it is left when it is disposed.
/// </summary>
internal sealed class PeerSite : IAsyncDisposable
{
    /// <summary>Whose transcripts.</summary>
    public const SchoolLevel Level = SchoolLevel.Thcs;

    private const int Pupils = 64;

    private PeerSite(DevelopmentFolder folder, SigningServerOptions options)
    {
        (Folder, Options) = (folder, options);
        var samples = SampleClass.Generate(Level, Pupils, DevelopmentSchool.Seed).ToList();
        XmlClaim = samples[0].Claims[0];
        Transcripts = [.. samples.Select(static s => (ReadOnlyMemory<byte>)s.Xml)];
    }

    /// <summary>Token, PIN, certificates.</summary>
    public DevelopmentFolder Folder { get; }

    /// <summary>What both servers have in common.</summary>
    public SigningServerOptions Options { get; }

    /// <summary>Who signs a transcript: a teacher, for the head and a subject.</summary>
    public RoleClaim XmlClaim { get; }

    /// <summary>Transcripts of about 12 KB.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Transcripts { get; }

    /// <summary>PDFs of five pages and about 60 KB.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Pdfs { get; } = PlainPdf.Some();

    /// <summary>The documents as files, for the other process.</summary>
    public string DocumentFolder => Path.Combine(Folder.Root, "documents");

    /// <summary>Room for what is checked.</summary>
    public string OutputFolder => Path.Combine(Folder.Root, "signed");

    /// <summary>Makes token, keys, certificates and documents.</summary>
    /// <exception cref="CommandException">SoftHSM is missing.</exception>
    public static async Task<PeerSite> CreateAsync(CancellationToken cancellationToken)
    {
        var folder = new DevelopmentFolder(Directory.CreateTempSubdirectory("hbs-peers-").FullName);
        try
        {
            await DevelopmentSetup.PrepareAsync(folder, [School()], TimeProvider.System, cancellationToken);
            var site = new PeerSite(folder, OptionsOf(folder));
            site.WriteDocuments();
            TokenCertificateFiles.Import(site);
            return site;
        }
        catch
        {
            Directory.Delete(folder.Root, recursive: true);
            throw;
        }
    }

    /// <summary>Starts a server on the token, with a journal of its own.</summary>
    public Task<SigningServerHost> StartAsync(SelfVerification verification, CancellationToken cancellationToken)
    {
        var journal = Path.Combine(Folder.Root, $"journal-{verification}");
        var checkpoints = Directory.CreateDirectory(Path.Combine(journal, "checkpoints")).FullName;
        return SigningServerHost.StartAsync(
            Options with
            {
                SelfVerification = verification,
                JournalPath = Path.Combine(journal, "journal.db"),
                CatalogPath = Path.Combine(journal, "catalog.db"),
                Journal = Options.Journal with { CheckpointFolder = checkpoints },
            },
            static logging =>
                logging
                    .AddConsole(static console => console.LogToStandardErrorThreshold = LogLevel.Trace)
                    .SetMinimumLevel(LogLevel.Error),
            cancellationToken
        );
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder.Root, recursive: true);
        return ValueTask.CompletedTask;
    }

    // Two people who may sign both kinds of documents; they differ in their keys.
    private static DevelopmentSchool School() =>
        new(Level) { Identities = [Person(PeerCase.P256, KeyKind.EcP256), Person(PeerCase.Rsa2048, KeyKind.Rsa2048)] };

    private static DevelopmentIdentity Person(string id, KeyKind key) =>
        new(
            id,
            "Nguyễn Văn Mẫu",
            "Toán",
            IdentityKind.Person,
            [new RoleGrant(SignerRole.Gvbm, []), new RoleGrant(SignerRole.Cbql, [])],
            key
        );

    private static SigningServerOptions OptionsOf(DevelopmentFolder folder)
    {
        var options = SigningServerOptions.Load(folder.ServerConfiguration);
        return options with
        {
            Environment = "Development",
            GrpcEndPoint = new IPEndPoint(IPAddress.Loopback, 0),
            HttpEndPoint = new IPEndPoint(IPAddress.Loopback, 0),
            Tokens = [.. options.Tokens.Select(static token => token with { Sessions = PeerOptions.Threads })],
        };
    }

    private void WriteDocuments()
    {
        Directory.CreateDirectory(DocumentFolder);
        Directory.CreateDirectory(OutputFolder);
        Write(Transcripts, "xml");
        Write(Pdfs, "pdf");
    }

    private void Write(IReadOnlyList<ReadOnlyMemory<byte>> documents, string extension)
    {
        for (var i = 0; i < documents.Count; i++)
        {
            File.WriteAllBytes(Path.Combine(DocumentFolder, $"{i:D3}.{extension}"), documents[i].Span);
        }
    }
}
