// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server.Batches;

/// <summary>
/// How long a stream's client may still keep the server waiting. A document that has begun holds memory: an octet of it is worth the
/// time that the slowest client may take for it, no more, so that nobody stays for ever by sending next to nothing. For the loop that reads
/// the stream.
/// </summary>
internal sealed class SendingClock
{
    /// <summary>The slowest pace of a document, as of the body of a unary call.</summary>
    public const int MinBytesPerSecond = 240;

    private readonly TimeSpan _idle;
    private readonly TimeProvider _time;
    private TimeSpan _patience;
    private long _since;

    /// <summary>Runs from now.</summary>
    /// <param name="idle">How long a client may send nothing.</param>
    /// <param name="time">The clock.</param>
    public SendingClock(TimeSpan idle, TimeProvider time)
    {
        (_idle, _time) = (idle, time);
        Restart();
    }

    /// <summary>What is left; zero when the client is too late.</summary>
    public TimeSpan Left => Rest() is var rest && rest > TimeSpan.Zero ? rest : TimeSpan.Zero;

    /// <summary>From now on it may send nothing for the whole time again.</summary>
    public void Restart() => (_since, _patience) = (_time.GetTimestamp(), _idle);

    /// <summary>So many octets of a document are in.</summary>
    public void Extend(int bytes)
    {
        var worth = Rest() + TimeSpan.FromSeconds((double)bytes / MinBytesPerSecond);
        (_since, _patience) = (_time.GetTimestamp(), worth < _idle ? worth : _idle);
    }

    private TimeSpan Rest() => _patience - _time.GetElapsedTime(_since);
}
