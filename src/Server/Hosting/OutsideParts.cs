// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pkcs11;
using HocBaSo.Signing.Server.Calls;
using HocBaSo.Signing.Storage;

namespace HocBaSo.Signing.Server.Hosting;

/// <summary>Makes the parts that stand on something outside: the HSM, the disk, the clock. Tests put faults in between.</summary>
internal sealed record OutsideParts
{
    public TimeProvider Time { get; init; } = TimeProvider.System;

    public Func<Pkcs11Options, TimeProvider, IPkcs11Events, Pkcs11DigestSigner> Tokens { get; init; } =
        static (options, time, events) => new Pkcs11DigestSigner(options, time, events);

    /// <summary>What the pipeline writes to; the measurement of what the journal costs puts another in its place.</summary>
    public Func<SqliteSigningJournal, ISigningJournal> SigningJournal { get; init; } = static journal => journal;

    /// <summary>Takes events; null for the server's own.</summary>
    public IEventRecorder? Events { get; init; }

    public Func<
        JournalOptions,
        TimeProvider,
        JournalInstruments,
        Action<JournalHealth>,
        SqliteSigningJournal
    > Journal { get; init; } = SqliteSigningJournal.Open;
}
