// SPDX-License-Identifier: Apache-2.0
using System.Runtime.CompilerServices;
using Grpc.Core;
using HocBaSo.Signing.Client.Errors;

namespace HocBaSo.Signing.Client.Batches;

/// <summary>One duplex call: a task sends while the caller's loop reads. HTTP/2 flow control holds the sender back.</summary>
internal static class BatchCall
{
    public static async IAsyncEnumerable<TResponse> RunAsync<TRequest, TResponse>(
        Func<CancellationToken, AsyncDuplexStreamingCall<TRequest, TResponse>> open,
        TRequest first,
        IAsyncEnumerable<DocumentToSign> documents,
        Func<DocumentToSign, IEnumerable<TRequest>> frames,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var call = open(cancellationToken);
        var sending = SendAsync(call, first, documents, frames, stop.Token);
        try
        {
            while (await NextAsync(call, sending, cancellationToken))
            {
                yield return call.ResponseStream.Current;
            }
            await sending;
        }
        finally
        {
            // The reader has left early, or the call has failed: the source must not be asked any more.
            await stop.CancelAsync();
            call.Dispose();
            await sending.ContinueWith(
                static _ => { },
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default
            );
        }
    }

    private static async Task<bool> NextAsync<TRequest, TResponse>(
        AsyncDuplexStreamingCall<TRequest, TResponse> call,
        Task sending,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var next = call.ResponseStream.MoveNext(CancellationToken.None);
            // A source that fails ends the batch with its own exception, not with a status of ours.
            if (!sending.IsCompletedSuccessfully && await Task.WhenAny(next, sending) == sending)
            {
                await sending;
            }
            return await next;
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.Cancelled && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(e.Message, e, cancellationToken);
        }
        catch (RpcException e)
        {
            throw ClientErrors.Read(e);
        }
    }

    private static async Task SendAsync<TRequest, TResponse>(
        AsyncDuplexStreamingCall<TRequest, TResponse> call,
        TRequest first,
        IAsyncEnumerable<DocumentToSign> documents,
        Func<DocumentToSign, IEnumerable<TRequest>> frames,
        CancellationToken stop
    )
    {
        if (!await TrySendAsync(call, first))
        {
            return;
        }
        await foreach (var document in documents.WithCancellation(stop))
        {
            foreach (var frame in frames(document))
            {
                stop.ThrowIfCancellationRequested();
                if (!await TrySendAsync(call, frame))
                {
                    return;
                }
            }
        }
        await call.RequestStream.CompleteAsync();
    }

    // When the call has ended, its status says why, and the reader gets that.
    private static async Task<bool> TrySendAsync<TRequest, TResponse>(
        AsyncDuplexStreamingCall<TRequest, TResponse> call,
        TRequest message
    )
    {
        try
        {
            await call.RequestStream.WriteAsync(message);
            return true;
        }
        catch (Exception e) when (e is RpcException or InvalidOperationException or IOException)
        {
            return false;
        }
    }
}
