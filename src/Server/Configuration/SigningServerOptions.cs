// SPDX-License-Identifier: Apache-2.0
using System.Net;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pkcs11;
using HocBaSo.Signing.Server.Configuration;

namespace HocBaSo.Signing.Server;

/// <summary>Everything that a server is started with. docs/configuration.md describes the file that it comes from.</summary>
public sealed record SigningServerOptions
{
    /// <summary>The environment when no variable names one.</summary>
    public const string Production = "Production";

    /// <summary>Days of <see cref="IdempotencyDays"/> when nothing names them: a school year, and what comes after it.</summary>
    public const int DefaultIdempotencyDays = 400;

    /// <summary>
    /// The environment's name. Default: <c>DOTNET_ENVIRONMENT</c>, then <c>ASPNETCORE_ENVIRONMENT</c>, then Production, where the
    /// built-in time-stamping authority refuses to run.
    /// </summary>
    public string Environment { get; init; } =
        Variable("DOTNET_ENVIRONMENT") ?? Variable("ASPNETCORE_ENVIRONMENT") ?? Production;

    /// <summary>What the options came from: a file name for messages.</summary>
    public string Source { get; init; } = "The configuration";

    /// <summary>The node's name, in every row of the journal: 1 to 64 letters, digits, <c>.</c>, <c>_</c>, <c>-</c>.</summary>
    public required string Node { get; init; }

    /// <summary>
    /// Where gRPC (HTTP/2) is served: in clear text on a loopback address only, with <see cref="Tls"/> anywhere. Default 127.0.0.1:5440;
    /// port 0 takes a free one.
    /// </summary>
    public IPEndPoint GrpcEndPoint { get; init; } = new(IPAddress.Loopback, 5440);

    /// <summary>Where /health, /metrics and /tsa (HTTP/1.1) are served. Loopback only. Default 127.0.0.1:5441; port 0 takes a free one.</summary>
    public IPEndPoint HttpEndPoint { get; init; } = new(IPAddress.Loopback, 5441);

    /// <summary>TLS for gRPC, and whose certificates are let in; null, the default, for clear text on loopback.</summary>
    public ListenTlsOptions? Tls { get; init; }

    /// <summary>Who may call what, with <see cref="Tls"/>; without it every process of this machine may call everything.</summary>
    public IReadOnlyList<ClientOptions> Clients { get; init; } = [];

    /// <summary>
    /// For how many days a request id stands for its document, 0 to 36,500; 0 for as long as the journal has it. Then it counts as
    /// new. Default 400; clients may have a number of their own.
    /// </summary>
    public int IdempotencyDays { get; init; } = DefaultIdempotencyDays;

    /// <summary>Limits.</summary>
    public LimitOptions Limits { get; init; } = new();

    /// <summary>The journal's file.</summary>
    public required string JournalPath { get; init; }

    /// <summary>How the journal is proved and watched.</summary>
    public JournalSettings Journal { get; init; } = new();

    /// <summary>The file that keeps identities and their versions. Default <c>catalog.db</c> beside the journal.</summary>
    public string CatalogPath
    {
        get => field ?? Path.Combine(Path.GetDirectoryName(JournalPath) ?? "", "catalog.db");
        init;
    }

    /// <summary>How identities are administered.</summary>
    public AdministrationOptions Administration { get; init; } = new();

    /// <summary>The HSM's tokens, at least one.</summary>
    public required IReadOnlyList<TokenOptions> Tokens { get; init; }

    /// <summary>The tenants, at least one.</summary>
    public required IReadOnlyList<TenantOptions> Tenants { get; init; }

    /// <summary>The identities of the tenants.</summary>
    public required IReadOnlyList<IdentityOptions> Identities { get; init; }

    /// <summary>The time-stamping authorities, in the order in which they are asked.</summary>
    public IReadOnlyList<TimestampAuthorityEntry> TimestampAuthorities { get; init; } = [];

    /// <summary>The authority of development, served at /tsa; null for none.</summary>
    public BuiltInTimestampAuthority? BuiltInTimestampAuthority { get; init; }

    /// <summary>How issuers are asked for the status of certificates.</summary>
    public StatusOptions CertificateStatus { get; init; } = new();

    /// <summary>The OCSP responder and CRL of development, served at /ocsp and /crl; null for none.</summary>
    public BuiltInStatusResponder? BuiltInStatusResponder { get; init; }

    /// <summary>The element mapping of transcripts; null for the built-in one.</summary>
    public string? ElementMappingFile { get; init; }

    /// <summary>The rules of school levels; null for the built-in ones.</summary>
    public string? SchoolLevelsFile { get; init; }

    /// <summary>What visible signatures are drawn with.</summary>
    public VisibleSignatureOptions VisibleSignatures { get; init; } = new();

    /// <summary>The level of each role that a step does not name. Default: the seal at T, all others at B.</summary>
    public IReadOnlyDictionary<SignerRole, SignatureLevel> SignatureLevels { get; init; } =
        new SigningPipelineOptions().Levels;

    /// <summary>What is verified before a document is returned. Default: everything.</summary>
    public SelfVerification SelfVerification { get; init; } = SelfVerification.Full;

    /// <summary>What the server tells of its work. Default: a page of metrics, and nothing sent anywhere.</summary>
    public TelemetryOptions Telemetry { get; init; } = new();

    /// <summary>Reads a JSON file; environment variables that begin with <c>HBS_</c> override it.</summary>
    /// <exception cref="ConfigurationException">All mistakes of form at once. What the values mean is checked at start.</exception>
    public static SigningServerOptions Load(string path) => OptionsFile.Load(path);

    // A variable that is set to nothing says nothing: it must not count as "not Production".
    private static string? Variable(string name) =>
        System.Environment.GetEnvironmentVariable(name) is { } value && !string.IsNullOrWhiteSpace(value)
            ? value.Trim()
            : null;
}
