// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pkcs11;
using HocBaSo.Signing.Server.Hosting;
using HocBaSo.Signing.Storage;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Faults;

/// <summary>What a server of these tests stands on: real parts, with the faults that the test wants in between.</summary>
internal sealed class FaultSetting
{
    public ShiftedTime Time { get; } = new();

    /// <summary>In front of SoftHSM; null for SoftHSM itself.</summary>
    public FaultyModule? Module { get; init; }

    /// <summary>Which file the journal opens, at start and after a fault.</summary>
    public Func<JournalOptions, TimeProvider, IJournalFile> OpenJournal { get; init; } = SqliteJournalFile.Open;

    /// <summary>What no log line may hold: PINs.</summary>
    public IList<string> Secrets { get; init; } = [];

    public OutsideParts ToOutsideParts() =>
        new()
        {
            Time = Time,
            Tokens = (options, time, events) =>
            {
                // As in production, but hurried: 30 s is long in a test.
                var hurried = options with
                {
                    RecoveryBackOff = TimeSpan.FromMilliseconds(20),
                    RecoveryBackOffMaximum = TimeSpan.FromMilliseconds(200),
                    HealthInterval = TimeSpan.FromMilliseconds(200),
                };
                return Module?.CreateSigner(hurried, events, time) ?? new Pkcs11DigestSigner(hurried, time, events);
            },
            Journal = (options, time, instruments, changed) =>
                SqliteSigningJournal.Open(
                    options with
                    {
                        RecoveryInterval = TimeSpan.FromMilliseconds(200),
                    },
                    time,
                    instruments,
                    () => OpenJournal(options, time),
                    changed
                ),
        };
}
