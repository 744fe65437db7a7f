// SPDX-License-Identifier: Apache-2.0
using System.Net;

namespace HocBaSo.Signing.TestKit;

/// <summary>A web server of files in memory, on a free port of 127.0.0.1.</summary>
public sealed class HttpFiles : IDisposable
{
    private readonly HttpListener _listener;
    private readonly Dictionary<string, Action<HttpListenerResponse>> _files = new(StringComparer.Ordinal);
    private int _requests;

    public HttpFiles()
    {
        _listener = LocalHttp.Start(out var url);
        Url = url;
        _ = ServeAsync();
    }

    public Uri Url { get; }

    /// <summary>How many requests there were.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Sets a file's content; gives its URL.</summary>
    public Uri Set(string name, byte[] content) => Set(name, response => Write(response, content));

    /// <summary>Sets what is answered for a name; gives its URL.</summary>
    public Uri Set(string name, Action<HttpListenerResponse> answer)
    {
        lock (_files)
        {
            _files[name] = answer;
        }

        return new Uri(Url, name);
    }

    /// <summary>Sets that a name leads elsewhere; gives its URL.</summary>
    public Uri Redirect(string name, string target, int status = 302) =>
        Set(
            name,
            response =>
            {
                response.StatusCode = status;
                response.Headers["Location"] = target;
            }
        );

    public void Dispose() => _listener.Close();

    private static void Write(HttpListenerResponse response, byte[] content)
    {
        response.ContentLength64 = content.Length;
        response.OutputStream.Write(content);
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                Interlocked.Increment(ref _requests);
                Answer(context);
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException)
            {
                // Closed, or the client went away.
            }
        }
    }

    private void Answer(HttpListenerContext context)
    {
        Action<HttpListenerResponse>? answer;
        lock (_files)
        {
            _files.TryGetValue(context.Request.Url!.AbsolutePath.TrimStart('/'), out answer);
        }

        context.Response.StatusCode = answer is null ? 404 : 200;
        answer?.Invoke(context.Response);
        context.Response.Close();
    }
}
