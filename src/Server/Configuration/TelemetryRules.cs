// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Server.Telemetry;

namespace HocBaSo.Signing.Server.Configuration;

/// <summary>What the values of the member <c>telemetry</c> have to be.</summary>
internal static class TelemetryRules
{
    private const string Path = "telemetry.otlp.";

    public static void Check(TelemetryOptions telemetry, ErrorList errors)
    {
        foreach (var (name, value) in telemetry.Resource)
        {
            errors.Require(
                name.Length is > 0 and <= 128 && value.Length is > 0 and <= 512,
                $"telemetry.resource.{name}",
                "is not a name of 1 to 128 characters with a text of 1 to 512"
            );
        }
        if (telemetry.Otlp is { } otlp)
        {
            Check(otlp, errors);
        }
    }

    private static void Check(OtlpOptions otlp, ErrorList errors)
    {
        errors.Require(
            Uri.TryCreate(otlp.Endpoint, UriKind.Absolute, out var url)
                && url.Scheme is "http" or "https"
                && url.UserInfo.Length == 0
                && url.Query.Length == 0,
            Path + "endpoint",
            "is not an http or https URL without user and query"
        );
        Range(otlp.MetricsSeconds, 1, 3_600, "metricsSeconds");
        Range(otlp.TimeoutMilliseconds, 100, 60_000, "timeoutMilliseconds");
        errors.Require(otlp.TraceRatio is >= 0 and <= 1, Path + "traceRatio", "is not within 0 to 1");
        errors.Require(
            otlp.HeadersFile is null || otlp.HeadersEnvironment is null,
            Path + "headersFile",
            "and headersEnvironment exclude each other"
        );
        // What they say is never repeated: it is a secret.
        if (OtlpHeaders.Objection(otlp) is { } objection)
        {
            errors.Add(Path + (otlp.HeadersFile is null ? "headersEnvironment" : "headersFile"), objection);
        }

        void Range(int value, int low, int high, string name) =>
            errors.Require(value >= low && value <= high, Path + name, $"is not within {low} to {high}");
    }
}
