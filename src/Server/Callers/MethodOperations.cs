// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Callers;

/// <summary>What a caller has to be allowed for each RPC. An RPC that is not here is refused, whoever calls it.</summary>
internal static class MethodOperations
{
    /// <summary>The service that tells whether this server serves.</summary>
    public const string Health = "grpc.health.v1.Health";

    /// <summary>The service of administrators.</summary>
    public const string Administration = "hocbaso.signing.v1.CertificateAdminService";

    private static readonly string[] s_reading = ["List", "Get", "Watch"];

    private static readonly Dictionary<string, CallerOperation> s_operations = new(StringComparer.Ordinal)
    {
        ["hocbaso.signing.v1.SigningService/Sign"] = CallerOperation.Sign,
        ["hocbaso.signing.v1.SigningService/SignBatch"] = CallerOperation.Sign,
        ["hocbaso.signing.v1.SigningService/SealTranscript"] = CallerOperation.Sign | CallerOperation.Render,
        ["hocbaso.signing.v1.SigningService/SealTranscriptBatch"] = CallerOperation.Sign | CallerOperation.Render,
        ["hocbaso.signing.v1.VerificationService/Verify"] = CallerOperation.Verify,
        ["hocbaso.signing.v1.VerificationService/VerifyBatch"] = CallerOperation.Verify,
        ["hocbaso.signing.v1.RenderingService/Render"] = CallerOperation.Render,
        ["hocbaso.signing.v1.RenderingService/RenderBatch"] = CallerOperation.Render,
        ["hocbaso.signing.v1.RenderingService/ListForms"] = CallerOperation.Render,
        // For whoever may do anything at all.
        [Health + "/Check"] = CallerOperation.None,
        [Health + "/Watch"] = CallerOperation.None,
        ["grpc.reflection.v1.ServerReflection/ServerReflectionInfo"] = CallerOperation.None,
    };

    /// <summary>
    /// The operations that are needed, all of them; <see cref="CallerOperation.None"/>: any grant will do; null: the RPC is not
    /// to be reached.
    /// </summary>
    /// <param name="service">The full name of the service.</param>
    /// <param name="method">The RPC.</param>
    public static CallerOperation? Of(string service, string method) =>
        service == Administration ? OfAdministration(method)
        : s_operations.TryGetValue($"{service}/{method}", out var operation) ? operation
        : null;

    private static CallerOperation OfAdministration(string method) =>
        s_reading.Any(verb => method.StartsWith(verb, StringComparison.Ordinal))
            ? CallerOperation.AdminRead
            : CallerOperation.AdminWrite;
}
