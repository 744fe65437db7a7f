// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Net;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pkcs11;

namespace HocBaSo.Signing.Server.Configuration;

/// <summary>Reads the members of the file; the order is that of docs/configuration.md.</summary>
internal static class OptionsReader
{
    private static readonly (string, SignatureLevel)[] Levels =
    [
        ("B", SignatureLevel.BaselineB),
        ("T", SignatureLevel.BaselineT),
    ];

    private static readonly string[] s_members =
    [
        "node",
        "listen",
        "limits",
        "idempotency",
        "storage",
        "journal",
        "tokens",
        "tenants",
        "clients",
        "identities",
        "administration",
        "timestampAuthorities",
        "builtInTimestampAuthority",
        "certificateStatus",
        "builtInStatusResponder",
        "documents",
        "visibleSignatures",
        "signatureLevels",
        "selfVerification",
        "telemetry",
    ];

    public static SigningServerOptions Read(ConfigurationNode root)
    {
        root.AllowOnly(s_members);
        var defaults = new SigningServerOptions
        {
            Node = root.Required("node"),
            JournalPath = root.Child("storage").AllowOnly("journal", "catalog").RequiredFile("journal"),
            CatalogPath = root.Child("storage").File("catalog")!,
            Tokens = [.. root.Items("tokens").Select(Token)],
            Tenants = [.. root.Items("tenants").Select(Tenant)],
            Identities = [.. root.Items("identities").Select(Identity)],
        };
        var listen = root.Child("listen").AllowOnly("grpc", "http", "tls");
        var documents = root.Child("documents").AllowOnly("elementMapping", "schoolLevels");
        return defaults with
        {
            GrpcEndPoint = EndPoint(listen, "grpc", defaults.GrpcEndPoint),
            HttpEndPoint = EndPoint(listen, "http", defaults.HttpEndPoint),
            Tls = listen.Has("tls") ? CallerReader.Tls(listen.Child("tls")) : null,
            Clients = [.. root.Items("clients").Select(CallerReader.Client)],
            Limits = Limits(root.Child("limits")),
            IdempotencyDays = IdempotencyParts.Read(root.Child("idempotency")),
            Journal = JournalSettingsReader.Read(root.Child("journal")),
            Administration = AdministrationReader.Read(root.Child("administration")),
            TimestampAuthorities = [.. root.Items("timestampAuthorities").Select(Authority)],
            BuiltInTimestampAuthority = root.Has("builtInTimestampAuthority")
                ? BuiltIn(root.Child("builtInTimestampAuthority"))
                : null,
            CertificateStatus = StatusReader.Read(root.Child("certificateStatus")),
            BuiltInStatusResponder = root.Has("builtInStatusResponder")
                ? StatusReader.BuiltIn(root.Child("builtInStatusResponder"))
                : null,
            ElementMappingFile = documents.File("elementMapping"),
            SchoolLevelsFile = documents.File("schoolLevels"),
            VisibleSignatures = Visible(root.Child("visibleSignatures")),
            SignatureLevels = SignatureLevels(root.Child("signatureLevels"), defaults.SignatureLevels),
            SelfVerification = root.Choice(
                "selfVerification",
                SelfVerification.Full,
                ("full", SelfVerification.Full),
                ("signatureOnly", SelfVerification.SignatureOnly)
            ),
            Telemetry = TelemetryReader.Read(root.Child("telemetry")),
        };
    }

    private static IPEndPoint EndPoint(ConfigurationNode node, string name, IPEndPoint fallback)
    {
        if (node.Text(name) is not { } text)
        {
            return fallback;
        }
        // Without a port IPEndPoint takes 0, which here would mean any.
        if (IPEndPoint.TryParse(text, out var endPoint) && text.EndsWith($":{endPoint.Port}", StringComparison.Ordinal))
        {
            return endPoint;
        }
        node.Errors.Add(node.PathOf(name), "is not an address with a port, such as 127.0.0.1:5440");
        return fallback;
    }

    private static VisibleSignatureOptions Visible(ConfigurationNode node)
    {
        node.AllowOnly("fonts", "timeZone");
        return new VisibleSignatureOptions
        {
            FontFolder = node.File("fonts"),
            ShownZone = node.Offset("timeZone", new VisibleSignatureOptions().ShownZone),
        };
    }

    private static LimitOptions Limits(ConfigurationNode node)
    {
        var fallback = new LimitOptions();
        node.AllowOnly(
            "maxSteps",
            "maxXmlBytes",
            "maxPdfBytes",
            "maxInFlight",
            "maxInFlightPerStream",
            "maxMegabytesPerStream",
            "maxMegabytesInFlight",
            "maxWaitingSignatures",
            "maxConnections",
            "idleConnectionSeconds",
            "idleStreamSeconds",
            "stalledStreamSeconds",
            "shutdownSeconds"
        );
        return new LimitOptions
        {
            MaxSteps = node.Number("maxSteps", fallback.MaxSteps),
            MaxXmlBytes = node.Number("maxXmlBytes", fallback.MaxXmlBytes),
            MaxPdfBytes = node.Number("maxPdfBytes", fallback.MaxPdfBytes),
            MaxInFlight = node.Number("maxInFlight", fallback.MaxInFlight),
            MaxInFlightPerStream = node.Number("maxInFlightPerStream", fallback.MaxInFlightPerStream),
            MaxMegabytesPerStream = node.Number("maxMegabytesPerStream", fallback.MaxMegabytesPerStream),
            MaxMegabytesInFlight = node.Number("maxMegabytesInFlight", fallback.MaxMegabytesInFlight),
            MaxWaitingSignatures = node.Number("maxWaitingSignatures", fallback.MaxWaitingSignatures),
            MaxConnections = node.Number("maxConnections", fallback.MaxConnections),
            IdleConnectionSeconds = node.Number("idleConnectionSeconds", fallback.IdleConnectionSeconds),
            IdleStreamSeconds = node.Number("idleStreamSeconds", fallback.IdleStreamSeconds),
            StalledStreamSeconds = node.Number("stalledStreamSeconds", fallback.StalledStreamSeconds),
            ShutdownSeconds = node.Number("shutdownSeconds", fallback.ShutdownSeconds),
        };
    }

    private static TokenOptions Token(ConfigurationNode node)
    {
        node.AllowOnly(
            "module",
            "label",
            "serial",
            "slot",
            "pinFile",
            "pinEnvironment",
            "sessions",
            "initializationParameters",
            "environment"
        );
        return new TokenOptions
        {
            ModulePath = node.Required("module"),
            Label = node.Text("label"),
            Serial = node.Text("serial"),
            SlotId = Slot(node),
            PinFile = node.File("pinFile"),
            PinEnvironment = node.Text("pinEnvironment"),
            Sessions = node.Text("sessions") is null ? null : node.Number("sessions", 1),
            InitializationParameters = node.Text("initializationParameters"),
            ModuleEnvironment = node.Map("environment"),
        };
    }

    // A CK_SLOT_ID has 64 bits; one that can't be read must not become the slot of another token.
    private static ulong? Slot(ConfigurationNode node)
    {
        if (node.Text("slot") is not { } text)
        {
            return null;
        }
        if (ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var slot))
        {
            return slot;
        }
        node.Errors.Add(node.PathOf("slot"), "is not the number of a slot: a whole number from 0");
        return null;
    }

    private static TenantOptions Tenant(ConfigurationNode node)
    {
        node.AllowOnly("name", "signerAnchors", "timestampAnchors");
        return new TenantOptions
        {
            Name = node.Required("name"),
            SignerAnchorFiles = node.Files("signerAnchors"),
            TimestampAnchorFiles = node.Files("timestampAnchors"),
        };
    }

    private static IdentityOptions Identity(ConfigurationNode node)
    {
        node.AllowOnly("tenant", "id", "kind", "school", "roles", "key", "certificates", "minRemainingDays", "status");
        node.Required("kind");
        return new IdentityOptions
        {
            Tenant = node.Required("tenant"),
            Id = node.Required("id"),
            Kind = node.Choice(
                "kind",
                IdentityKind.Person,
                ("person", IdentityKind.Person),
                ("organisation", IdentityKind.Organisation)
            ),
            School = node.Required("school"),
            Roles = [.. node.Items("roles").Select(Role)],
            Key = node.Text("key") ?? "",
            CertificateFile = node.File("certificates") ?? "",
            MinRemainingDays = node.Has("minRemainingDays") ? node.Number("minRemainingDays", 0) : null,
            Status = StatusReader.Identity(node.Child("status")),
        };
    }

    private static RoleGrant Role(ConfigurationNode node)
    {
        node.AllowOnly("role", "subjects");
        node.Required("role");
        var role = node.Choice(
            "role",
            SignerRole.Gvbm,
            [.. Enum.GetValues<SignerRole>().Select(static role => (RoleClaim.NameOf(role), role))]
        );
        return new RoleGrant(role, node.Texts("subjects"));
    }

    private static TimestampAuthorityEntry Authority(ConfigurationNode node)
    {
        node.AllowOnly("name", "url", "timeoutMilliseconds", "policy");
        var authority = new TimestampAuthorityEntry { Name = node.Required("name"), Url = node.Required("url") };
        return authority with
        {
            TimeoutMilliseconds = node.Number("timeoutMilliseconds", authority.TimeoutMilliseconds),
            Policy = node.Text("policy"),
        };
    }

    private static BuiltInTimestampAuthority BuiltIn(ConfigurationNode node)
    {
        node.AllowOnly("key", "certificate", "policy");
        return new BuiltInTimestampAuthority
        {
            Key = node.Required("key"),
            CertificateFile = node.RequiredFile("certificate"),
            Policy = node.Text("policy"),
        };
    }

    private static IReadOnlyDictionary<SignerRole, SignatureLevel> SignatureLevels(
        ConfigurationNode node,
        IReadOnlyDictionary<SignerRole, SignatureLevel> defaults
    )
    {
        var roles = Enum.GetValues<SignerRole>();
        node.AllowOnly([.. roles.Select(RoleClaim.NameOf)]);
        return roles.ToDictionary(
            static role => role,
            role =>
                node.Choice(RoleClaim.NameOf(role), defaults.GetValueOrDefault(role, SignatureLevel.BaselineB), Levels)
        );
    }
}
