// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pki;
using HocBaSo.Signing.Server.Health;
using HocBaSo.Signing.Server.Telemetry.Page;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace HocBaSo.Signing.Server.Hosting;

/// <summary>What is served over HTTP/1.1: the pages of health and metrics, and what is built in for development.</summary>
internal static class HttpPages
{
    public static void Map(WebApplication app, ServerParts parts)
    {
        app.MapMethods("/health", [HttpMethods.Get, HttpMethods.Head], (RequestDelegate)HealthAsync);
        if (parts.Telemetry?.Page is { } page)
        {
            app.MapMethods(
                "/metrics",
                [HttpMethods.Get, HttpMethods.Head],
                (RequestDelegate)(context => MetricsAsync(context, page))
            );
        }
        if (parts.Authority is { } authority)
        {
            app.MapPost("/tsa", (RequestDelegate)(context => TimestampAsync(context, authority)));
        }
        if (parts.Responder is { } responder)
        {
            StatusPages.Map(app, responder);
        }
    }

    private static async Task HealthAsync(HttpContext context)
    {
        var monitor = context.RequestServices.GetRequiredService<HealthMonitor>();
        var report = await monitor.CheckAsync(context.RequestAborted);
        context.Response.StatusCode = report.CanSign
            ? StatusCodes.Status200OK
            : StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsJsonAsync(
            new
            {
                status = report.CanSign ? "SERVING" : "NOT_SERVING",
                stopping = report.IsStopping,
                parts = report.Parts.ToDictionary(
                    static part => part.Key,
                    static part => new
                    {
                        well = part.Value.IsWell,
                        detail = part.Value.Detail,
                        advisory = part.Value.IsAdvisory,
                    }
                ),
            },
            context.RequestAborted
        );
    }

    private static async Task MetricsAsync(HttpContext context, MetricsPage page)
    {
        context.Response.ContentType = ExpositionWriter.MediaType;
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsync(page.Write(), context.RequestAborted);
    }

    // RFC 3161 §3.4.
    private static async Task TimestampAsync(HttpContext context, TimestampAuthority authority)
    {
        var request = await DerBodies.ReadAsync(
            context,
            TimestampAuthority.QueryMediaType,
            TimestampAuthority.MaxRequestLength
        );
        if (request is { } query)
        {
            var reply = await authority.RespondAsync(query, context.RequestAborted);
            await DerBodies.WriteAsync(context, TimestampAuthority.ReplyMediaType, reply);
        }
    }
}
