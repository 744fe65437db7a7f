// SPDX-License-Identifier: Apache-2.0
using Microsoft.Extensions.Logging.Console;

namespace HocBaSo.Signing.Server.Hosting;

/// <summary>One line an event, times in UTC.</summary>
internal static partial class ServerLogging
{
    public static void Console(ILoggingBuilder logging) =>
        logging
            .AddSimpleConsole(static console =>
            {
                console.SingleLine = true;
                console.IncludeScopes = true;
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
                console.ColorBehavior = LoggerColorBehavior.Disabled;
            })
            .AddFilter("Microsoft", LogLevel.Warning)
            // A stack trace of why the server can't start, which whoever starts it says in a sentence.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None)
            // What its lines say, the call's own line says with more.
            .AddFilter("Grpc", LogLevel.Warning)
            // A stack trace for each message that can't be read, of which 1004 tells.
            .AddFilter("Grpc.AspNetCore.Server.ServerCallHandler", LogLevel.Critical);

    public static void Started(ILoggerFactory loggers, SigningServerOptions options, SigningServerHost host) =>
        LogStarted(
            loggers.CreateLogger("HocBaSo.Signing.Server"),
            options.Node,
            options.Environment,
            host.GrpcAddress,
            host.HttpAddress,
            options.Identities.Count
        );

    [LoggerMessage(
        1501,
        LogLevel.Information,
        "Node {Node} ({Environment}) serves gRPC at {Grpc}, HTTP at {Http}, {Identities} identities"
    )]
    private static partial void LogStarted(
        ILogger logger,
        string node,
        string environment,
        Uri grpc,
        Uri http,
        int identities
    );
}
