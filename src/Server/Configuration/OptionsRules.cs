// SPDX-License-Identifier: Apache-2.0
using System.Net;
using HocBaSo.Signing.Pkcs11;
using HocBaSo.Signing.Server.Mapping;

namespace HocBaSo.Signing.Server.Configuration;

/// <summary>What the values of a configuration have to be, told by their paths in the file.</summary>
internal static class OptionsRules
{
    public static void Check(SigningServerOptions options, ErrorList errors)
    {
        errors.Require(IsName(options.Node), "node", NameRule);
        CallerRules.Check(options, errors);
        CheckLimits(options.Limits, errors);
        ClientLimitRules.CheckDays(options.IdempotencyDays, "idempotency.days", errors);
        errors.Require(
            Directory.Exists(Path.GetDirectoryName(options.JournalPath)),
            "storage.journal",
            "is in a directory that does not exist"
        );
        errors.Require(!Directory.Exists(options.JournalPath), "storage.journal", "is a directory, not a file");
        errors.Require(
            !Overlap(options.GrpcEndPoint, options.HttpEndPoint),
            "listen.http",
            "takes the port of listen.grpc"
        );
        CheckVisible(options.VisibleSignatures, errors);
        CheckTokens(options.Tokens, errors);
        CheckTenants(options.Tenants, errors);
        IdentityRules.Check(options, errors);
        AdministrationRules.Check(options, errors);
        TimestampRules.Check(options, errors);
        StatusRules.Check(options, errors);
        JournalSettingsRules.Check(options, errors);
        TelemetryRules.Check(options.Telemetry, errors);
    }

    public const string NameRule = "is not 1 to 64 letters, digits, '.', '_' or '-'";

    public static bool IsName(string name) => RequestText.IsIdentityName(name);

    /// <summary>What is built in answers for keys of development: never in Production.</summary>
    public static void RequireDevelopment(SigningServerOptions options, string path, ErrorList errors) =>
        errors.Require(
            !string.Equals(options.Environment, SigningServerOptions.Production, StringComparison.OrdinalIgnoreCase),
            path,
            "is for development: it refuses to run in Production (DOTNET_ENVIRONMENT is Production unless set)"
        );

    // Port 0 is any that is free.
    private static bool Overlap(IPEndPoint one, IPEndPoint other) =>
        one.Port == other.Port
        && one.Port != 0
        && (one.Address.Equals(other.Address) || IsAny(one.Address) || IsAny(other.Address));

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    private static void CheckLimits(LimitOptions limits, ErrorList errors)
    {
        Range(limits.MaxSteps, 1, 100, "maxSteps");
        Range(limits.MaxXmlBytes, 1 << 10, 16 << 20, "maxXmlBytes");
        Range(limits.MaxPdfBytes, 1 << 10, 256 << 20, "maxPdfBytes");
        Range(limits.MaxInFlight, 1, 4096, "maxInFlight");
        Range(limits.MaxInFlightPerStream, 1, 256, "maxInFlightPerStream");
        Range(limits.MaxMegabytesPerStream, 1, 1024, "maxMegabytesPerStream");
        Range(limits.MaxMegabytesInFlight, 1, 65_536, "maxMegabytesInFlight");
        Range(limits.MaxWaitingSignatures, 1, 1_000_000, "maxWaitingSignatures");
        Range(limits.MaxConnections, 1, 65_535, "maxConnections");
        Range(limits.IdleConnectionSeconds, 1, 86_400, "idleConnectionSeconds");
        Range(limits.IdleStreamSeconds, 1, 86_400, "idleStreamSeconds");
        Range(limits.StalledStreamSeconds, 1, 86_400, "stalledStreamSeconds");
        Range(limits.ShutdownSeconds, 0, 600, "shutdownSeconds");

        void Range(int value, int low, int high, string name) =>
            errors.Require(value >= low && value <= high, "limits." + name, $"is not within {low} to {high}");
    }

    private static void CheckVisible(VisibleSignatureOptions visible, ErrorList errors)
    {
        errors.Require(
            visible.FontFolder is null || Directory.Exists(visible.FontFolder),
            "visibleSignatures.fonts",
            "is not a folder that exists"
        );
        errors.Require(
            visible.ShownZone.Duration() <= TimeSpan.FromHours(14)
                && visible.ShownZone.Ticks % TimeSpan.TicksPerMinute == 0,
            "visibleSignatures.timeZone",
            "is not an offset of whole minutes, at most 14 hours"
        );
    }

    private static void CheckPinFile(string? file, string path, ErrorList errors)
    {
        errors.Require(!Directory.Exists(file), path, "is a directory, not a file");
        errors.Require(file is null || Directory.Exists(file) || File.Exists(file), path, "does not exist");
        errors.Require(!File.Exists(file) || new FileInfo(file).Length > 0, path, "is empty");
    }

    private static void CheckTokens(IReadOnlyList<TokenOptions> tokens, ErrorList errors)
    {
        errors.Require(tokens.Count is >= 1 and <= 64, "tokens", "does not name 1 to 64 tokens");
        for (var i = 0; i < tokens.Count; i++)
        {
            var (token, path) = (tokens[i], $"tokens[{i}]");
            errors.Require(
                token.Label is not null || token.Serial is not null || token.SlotId is not null,
                path,
                "has neither label nor serial nor slot"
            );
            errors.Require(
                (token.PinFile is null) != (token.PinEnvironment is null),
                path,
                "needs either pinFile or pinEnvironment"
            );
            CheckPinFile(token.PinFile, path + ".pinFile", errors);
            errors.Require(
                token.ModuleEnvironment.Keys.All(NativeEnvironment.IsName),
                path + ".environment",
                "has a name that is empty or holds '='"
            );
            errors.Require(token.Sessions is null or (>= 1 and <= 256), path + ".sessions", "is not within 1 to 256");
            errors.Require(
                !tokens.Take(i).Any(t => (t.ModulePath, t.Name) == (token.ModulePath, token.Name)),
                path,
                "is the same token as one before"
            );
        }
    }

    private static void CheckTenants(IReadOnlyList<TenantOptions> tenants, ErrorList errors)
    {
        errors.Require(tenants.Count > 0, "tenants", "names no tenant");
        for (var i = 0; i < tenants.Count; i++)
        {
            var (tenant, path) = (tenants[i], $"tenants[{i}]");
            errors.Require(IsName(tenant.Name), path + ".name", NameRule);
            errors.Require(!tenants.Take(i).Any(t => t.Name == tenant.Name), path + ".name", "is there twice");
            errors.Require(tenant.SignerAnchorFiles.Count > 0, path + ".signerAnchors", "names no file");
        }
    }
}
