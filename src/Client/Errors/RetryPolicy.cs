// SPDX-License-Identifier: Apache-2.0
using Grpc.Core;

namespace HocBaSo.Signing.Client.Errors;

/// <summary>Tries a call again that failed for now: after the pause that the server asks for, else after a growing one.</summary>
internal sealed class RetryPolicy(SigningClientOptions options)
{
    public async Task<T> RunAsync<T>(
        Func<DateTime, CancellationToken, Task<T>> call,
        CancellationToken cancellationToken
    )
    {
        // What is left is told by no clock that can be set.
        var start = options.Time.GetTimestamp();
        for (var retry = 0; ; retry++)
        {
            try
            {
                return await call((options.Time.GetUtcNow() + Left(start)).UtcDateTime, cancellationToken);
            }
            catch (RpcException e)
                when (e.StatusCode == StatusCode.Cancelled && cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException(e.Message, e, cancellationToken);
            }
            catch (RpcException e)
            {
                var error = ClientErrors.Read(e);
                var pause = error.RetryAfter ?? options.RetryDelay * (1 << Math.Min(retry, 10));
                var isLate = pause >= Left(start);
                if (retry >= options.MaxRetries || !Passes(error) || pause > options.MaxRetryDelay || isLate)
                {
                    throw error;
                }
                await Task.Delay(pause, options.Time, cancellationToken);
            }
        }
    }

    private TimeSpan Left(long start) => options.Timeout - options.Time.GetElapsedTime(start);

    // RESOURCE_EXHAUSTED without a pause is not load: gRPC says it of a message that is too large, too.
    private static bool Passes(SigningClientException error) =>
        error.Status == StatusCode.Unavailable
        || (error.Status == StatusCode.ResourceExhausted && error.RetryAfter is not null);
}
