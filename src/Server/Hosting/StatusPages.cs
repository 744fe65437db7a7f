// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pki;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace HocBaSo.Signing.Server.Hosting;

/// <summary>The built-in status responder over HTTP (RFC 6960 A.1, RFC 2585 §3).</summary>
internal static class StatusPages
{
    private const string Request = "request";

    public static void Map(WebApplication app, StatusResponder responder)
    {
        app.MapPost("/ocsp", (RequestDelegate)(context => PostAsync(context, responder)));
        app.MapGet($"/ocsp/{{**{Request}}}", (RequestDelegate)(context => GetAsync(context, responder)));
        app.MapGet("/crl", (RequestDelegate)(context => CrlAsync(context, responder)));
    }

    private static async Task PostAsync(HttpContext context, StatusResponder responder)
    {
        var request = await DerBodies.ReadAsync(
            context,
            StatusMediaTypes.OcspRequest,
            StatusResponder.MaxRequestLength
        );
        if (request is { } query)
        {
            await AnswerAsync(context, responder, query);
        }
    }

    private static async Task GetAsync(HttpContext context, StatusResponder responder)
    {
        var text = Uri.UnescapeDataString((string?)context.Request.RouteValues[Request] ?? "");
        var buffer = new byte[StatusResponder.MaxRequestLength];
        var isBase64 = Convert.TryFromBase64String(text, buffer, out var length);
        await AnswerAsync(context, responder, buffer.AsMemory(0, isBase64 ? length : 0));
    }

    private static async Task AnswerAsync(
        HttpContext context,
        StatusResponder responder,
        ReadOnlyMemory<byte> request
    ) =>
        await WriteAsync(
            context,
            StatusMediaTypes.OcspResponse,
            await responder.RespondAsync(request, context.RequestAborted)
        );

    private static async Task CrlAsync(HttpContext context, StatusResponder responder)
    {
        try
        {
            await WriteAsync(context, StatusMediaTypes.Crl, await responder.CrlAsync(context.RequestAborted));
        }
        catch (Exception e) when (e is Core.SigningException or IOException or InvalidDataException)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
    }

    private static async Task WriteAsync(HttpContext context, string type, byte[] content)
    {
        context.Response.Headers.CacheControl = "no-store";
        await DerBodies.WriteAsync(context, type, content);
    }
}
