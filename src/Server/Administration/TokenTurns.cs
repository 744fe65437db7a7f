// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pkcs11;

namespace HocBaSo.Signing.Server.Administration;

/// <summary>Gives one administrator's work at a time its turn on a token, on a thread of its own, because calls into a module block.</summary>
internal sealed class TokenTurns
{
    /// <summary>Longest wait for a turn, and for the work: RSA-4096 takes an HSM half a minute.</summary>
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_retry = TimeSpan.FromSeconds(10);
    private readonly IReadOnlyList<(TokenOptions Options, SemaphoreSlim Gate)> _tokens;
    private readonly Func<Pkcs11Health> _health;
    private readonly TimeProvider _time;

    public TokenTurns(IReadOnlyList<TokenOptions> tokens, Func<Pkcs11Health> health, TimeProvider time)
    {
        _tokens = [.. tokens.Select(static options => (options, new SemaphoreSlim(1)))];
        (_health, _time) = (health, time);
        Names = [.. tokens.Select(static options => options.Name)];
    }

    /// <summary>The tokens' names in their order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The tokens whose configuration doesn't contradict a URI.</summary>
    public IEnumerable<string> NamesFor(Pkcs11Uri uri) =>
        _tokens.Where(t => t.Options.MayBe(uri)).Select(static t => t.Options.Name);

    /// <summary>Opens the token's keys for a piece of work. Work that has begun is finished, whoever gives up waiting.</summary>
    /// <exception cref="SigningException">InvalidRequest: no such token. HsmUnavailable: it isn't ready, or fails.</exception>
    public async Task<T> TakeAsync<T>(string token, Func<TokenKeys, T> work, CancellationToken cancellationToken)
    {
        var index = Names.ToList().IndexOf(token);
        if (index < 0)
        {
            throw new SigningException(
                SigningErrorKind.InvalidRequest,
                "No token of this name is configured.",
                "token"
            );
        }

        RequireReady(index);
        var (options, gate) = _tokens[index];
        if (!await gate.WaitAsync(s_limit, cancellationToken))
        {
            throw Unavailable(token, "is busy with other administration");
        }

        try
        {
            // Minutes may have passed: a log-in from here must never be the one that a PIN is tried with again.
            RequireReady(index);
        }
        catch
        {
            gate.Release();
            throw;
        }

        var run = Task.Factory.StartNew(
            () => Run(options, gate, work),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        try
        {
            return await run.WaitAsync(s_limit, _time, cancellationToken);
        }
        catch (TimeoutException e)
        {
            throw Unavailable(token, "does not answer", e);
        }
        catch (Pkcs11Exception e)
        {
            throw Unavailable(token, $"could not do it: {e.Message}", e);
        }
    }

    private static T Run<T>(TokenOptions options, SemaphoreSlim gate, Func<TokenKeys, T> work)
    {
        try
        {
            using var keys = TokenKeys.Open(options);
            return work(keys);
        }
        finally
        {
            gate.Release();
        }
    }

    private void RequireReady(int index)
    {
        var state = _health().Tokens[index];
        if (state.State != TokenState.Ready)
        {
            throw Unavailable(state.Name, $"is not ready ({state.State})");
        }
    }

    private static SigningException Unavailable(string token, string why, Exception? cause = null) =>
        new(SigningErrorKind.HsmUnavailable, $"The token '{token}' {why}.", cause: cause) { RetryAfter = s_retry };
}
