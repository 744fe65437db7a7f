// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;

namespace HocBaSo.Signing.Pkcs11;

/// <summary>
/// Finds how many sessions of a token are worth having for one type of key: 1, 2, 4 and 8 in turn, each for 40 ms, until more don't help.
/// Signs with a key of its own (<see cref="TrialKey"/>). Blocks; the calling process is logged in.
/// </summary>
internal static class SessionCalibration
{
    private static readonly int[] Candidates = [1, 2, 4, 8];
    private static readonly TimeSpan Trial = TimeSpan.FromMilliseconds(40);

    // A token that is slow by itself is not asked for ever: each trial makes three signatures at least.
    private static readonly TimeSpan Total = TimeSpan.FromMilliseconds(300);

    /// <summary>Measures and chooses.</summary>
    /// <param name="cryptoki">The module.</param>
    /// <param name="slot">The token's slot.</param>
    /// <param name="family">The type of key.</param>
    /// <param name="allowed">The most sessions that may be in use beside those that are.</param>
    /// <returns>One session, with the failure, when the token doesn't take part.</returns>
    public static SessionChoice Run(ICryptoki cryptoki, nuint slot, KeyFamily family, int allowed)
    {
        var code = cryptoki.OpenSession(slot, Ck.SessionFlag.Serial, out var session);
        if (code != Ckr.Ok)
        {
            return Failed(family, $"C_OpenSession answered {code.Name()}");
        }

        try
        {
            using var key = TrialKey.Generate(cryptoki, session, family);
            // Its own session counts as well, and is idle meanwhile.
            return Choose(family, allowed - 1, Environment.ProcessorCount, n => Measure(cryptoki, slot, key.Key, n));
        }
        catch (Pkcs11Exception e)
        {
            return Failed(family, e.Message);
        }
        finally
        {
            cryptoki.CloseSession(session);
        }
    }

    /// <summary>Goes on while more sessions are worthwhile.</summary>
    /// <param name="family">The type of key.</param>
    /// <param name="allowed">The most sessions.</param>
    /// <param name="processors">Of this machine.</param>
    /// <param name="measure">Measures so many sessions; null when they can't be had.</param>
    internal static SessionChoice Choose(
        KeyFamily family,
        int allowed,
        int processors,
        Func<int, SessionSample?> measure
    )
    {
        var samples = new List<SessionSample>();
        SessionSample? best = null;
        var started = Stopwatch.GetTimestamp();
        foreach (var sessions in Candidates.Where(n => n == 1 || n <= allowed))
        {
            if (best is not null && Stopwatch.GetElapsedTime(started) > Total)
            {
                break;
            }

            if (measure(sessions) is not { } sample)
            {
                break;
            }

            samples.Add(sample);
            if (best is not null && !SessionRule.IsWorthwhile(best, sample, processors))
            {
                break;
            }

            best = sample;
        }

        return best is null
            ? Failed(family, "the token did not sign")
            : new SessionChoice(family, best.Sessions, samples);
    }

    private static SessionSample? Measure(ICryptoki cryptoki, nuint slot, TokenKey key, int sessions)
    {
        using var start = new Barrier(sessions);
        var trials = Enumerable.Range(0, sessions).Select(_ => new SessionTrial(cryptoki, slot, key, Trial)).ToArray();
        var threads = Array.ConvertAll(
            trials,
            trial => new Thread(() => trial.Run(start)) { IsBackground = true, Name = "pkcs11 trial" }
        );
        Array.ForEach(threads, static thread => thread.Start());
        Array.ForEach(threads, static thread => thread.Join());
        if (Array.Find(trials, static trial => trial.Answer != Ckr.Ok) is { } failed)
        {
            // That so many can't be had is an answer; anything else says that the token is in no state to be measured.
            return failed.Answer == Ckr.SessionCount
                ? null
                : throw new Pkcs11Exception(failed.Answer, "a measured signature");
        }

        return new SessionSample(
            sessions,
            trials.Sum(static trial => 1e6 / trial.Micros),
            trials.Average(static trial => trial.CpuMicros)
        );
    }

    private static SessionChoice Failed(KeyFamily family, string failure) => new(family, 1, [], failure);
}
