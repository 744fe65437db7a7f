// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pkcs11;

/// <summary>
/// What a token can do at most: C_SignInit and C_Sign in bare loops, one thread for each session, nothing of a server around
/// them. What a server reaches is worth telling only beside it, measured in the same run.
/// </summary>
public static class TokenCeiling
{
    /// <summary>Signs as fast as the token can; blocks as long as that takes.</summary>
    /// <param name="options">The token; its <see cref="TokenOptions.Sessions"/> sign at the same time, one where they are not set.</param>
    /// <param name="keyUri">The key, as a PKCS#11 URI.</param>
    /// <param name="algorithm">Scheme and digest; has to fit the key.</param>
    /// <param name="duration">How long it signs; set-up comes on top.</param>
    /// <returns>Signatures per second, of all sessions together.</returns>
    /// <exception cref="Pkcs11Exception">Module, token or key is missing, or the token refuses to sign.</exception>
    public static double Measure(TokenOptions options, string keyUri, SignatureAlgorithm algorithm, TimeSpan duration)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate("token");
        var sessions = new List<nuint>();
        var cryptoki = ProcessModules.Shared.Open(options);
        try
        {
            Open(cryptoki, options, sessions);
            var key = FindKey(cryptoki, sessions[0], Pkcs11Uri.Parse(keyUri), algorithm);
            var loops = sessions.ConvertAll(session => new Loop(cryptoki, session, key, algorithm));
            loops.ForEach(static loop => loop.SignOnce());
            return Run(loops, duration);
        }
        catch (TokenUnavailableException e)
        {
            throw new Pkcs11Exception(e.Message);
        }
        finally
        {
            sessions.ForEach(session => cryptoki.CloseSession(session));
        }
    }

    private static void Open(ICryptoki cryptoki, TokenOptions options, List<nuint> sessions)
    {
        var (slot, info) = TokenLocator.Find(cryptoki, options);
        TokenLogin.CheckFlags(info);
        using var pin = TokenLogin.ReadPin(options);
        for (var i = 0; i < (options.Sessions ?? 1); i++)
        {
            var code = cryptoki.OpenSession(slot, Ck.SessionFlag.Serial, out var session);
            Pkcs11Exception.ThrowIfFailed(code, "C_OpenSession");
            sessions.Add(session);
        }
        // Holds for all sessions of the process; "already logged in" is success.
        TokenLogin.LogIn(cryptoki, sessions[0], pin);
    }

    private static TokenKey FindKey(ICryptoki cryptoki, nuint session, Pkcs11Uri uri, SignatureAlgorithm algorithm)
    {
        var code = KeyLookup.Find(cryptoki, session, uri, 0, out var key, out var isAmbiguous);
        Pkcs11Exception.ThrowIfFailed(code, "C_FindObjects");
        return key is not null && !isAmbiguous && key.Fits(algorithm.Scheme)
            ? key
            : throw new Pkcs11Exception("the URI doesn't name exactly one key that fits the algorithm");
    }

    private static double Run(List<Loop> loops, TimeSpan duration)
    {
        var started = Stopwatch.GetTimestamp();
        var threads = loops.ConvertAll(loop => new Thread(() => loop.Run(started, duration))
        {
            IsBackground = true,
            Name = "token ceiling",
        });
        threads.ForEach(static thread => thread.Start());
        threads.ForEach(static thread => thread.Join());
        var elapsed = Stopwatch.GetElapsedTime(started);
        loops.ForEach(static loop => Pkcs11Exception.ThrowIfFailed(loop.Answer, "C_Sign"));
        return loops.Sum(static loop => loop.Count) / elapsed.TotalSeconds;
    }

    private sealed class Loop(ICryptoki cryptoki, nuint session, TokenKey key, SignatureAlgorithm algorithm)
    {
        private readonly byte[] _digest = new byte[DigestLength.Of(algorithm.Digest)];

        public long Count { get; private set; }

        public Ckr Answer { get; private set; } = Ckr.Ok;

        public void SignOnce() => Answer = TokenSigner.Sign(cryptoki, session, key, algorithm, _digest, out _);

        public void Run(long started, TimeSpan duration)
        {
            while (Answer == Ckr.Ok && Stopwatch.GetElapsedTime(started) < duration)
            {
                // Another digest each time: nothing may be remembered.
                BitConverter.TryWriteBytes(_digest, ++Count);
                SignOnce();
            }
        }
    }
}
