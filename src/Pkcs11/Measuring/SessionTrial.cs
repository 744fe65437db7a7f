// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;
using System.Security.Cryptography;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pkcs11;

/// <summary>One session of a measurement, on a thread of its own: signs random octets and keeps none of it.</summary>
internal sealed class SessionTrial(ICryptoki cryptoki, nuint slot, TokenKey key, TimeSpan duration)
{
    private const int MinimumSignatures = 3;
    private const int MaximumSignatures = 400;
    private readonly List<double> _micros = [];
    private readonly byte[] _digest = new byte[32];
    private TimeSpan? _cpu;

    /// <summary>The first failure.</summary>
    public Ckr Answer { get; private set; } = Ckr.Ok;

    /// <summary>
    /// Time of one signature in microseconds. The middle one: on a busy machine others are longer for want of a processor, which is no
    /// quality of the token.
    /// </summary>
    public double Micros => _micros.Order().ElementAt(_micros.Count / 2);

    /// <summary>Processor time of one signature in microseconds; where it can't be known, all of the time.</summary>
    public double CpuMicros => _cpu is { } cpu ? cpu.TotalMicroseconds / _micros.Count : Micros;

    public void Run(Barrier start)
    {
        Answer = cryptoki.OpenSession(slot, Ck.SessionFlag.Serial, out var session);
        if (Answer == Ckr.Ok)
        {
            SignOnce(session);
        }

        start.SignalAndWait();
        if (Answer == Ckr.Ok)
        {
            _micros.Clear();
            Measure(session);
        }

        if (session != 0)
        {
            cryptoki.CloseSession(session);
        }
    }

    private void Measure(nuint session)
    {
        var (started, cpu) = (Stopwatch.GetTimestamp(), ThreadCpu.Now());
        while (
            Answer == Ckr.Ok
            && _micros.Count < MaximumSignatures
            && (_micros.Count < MinimumSignatures || Stopwatch.GetElapsedTime(started) < duration)
        )
        {
            SignOnce(session);
        }

        _cpu = ThreadCpu.Now() - cpu;
    }

    private void SignOnce(nuint session)
    {
        RandomNumberGenerator.Fill(_digest);
        var algorithm = key.IsRsa ? SignatureAlgorithm.RsaPkcs1Sha256 : SignatureAlgorithm.EcdsaSha256;
        var started = Stopwatch.GetTimestamp();
        Answer = TokenSigner.Sign(cryptoki, session, key, algorithm, _digest, out _);
        _micros.Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds);
    }
}
