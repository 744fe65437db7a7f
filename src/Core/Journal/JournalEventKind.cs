// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>What the journal holds beside intents, outcomes and pairs.</summary>
public enum JournalEventKind
{
    /// <summary>The node began to work; the detail names its version and environment.</summary>
    NodeStarted = 1,

    /// <summary>The node ended in order. A start without a stop before it tells of a crash.</summary>
    NodeStopped = 2,

    /// <summary>A client used a certificate for the first time since the start; the subject is the certificate's SHA-256.</summary>
    CallerSeen = 3,

    /// <summary>A call, or an item of a stream, was refused: no certificate, no grant, over a limit, a certificate that may not sign.</summary>
    CallRefused = 4,

    /// <summary>An administrator changed something; the subject is the identity, or what else was changed.</summary>
    AdministrationChanged = 5,

    /// <summary>A change waits for a second administrator, was confirmed, rejected, or was given up.</summary>
    AdministrationPending = 6,

    /// <summary>A log-in to a token succeeded; the subject is the token.</summary>
    TokenLoggedIn = 7,

    /// <summary>A token refused the PIN, or was lost; the subject is the token.</summary>
    TokenLost = 8,

    /// <summary>A version of an identity came into force, or ended, because its time had come.</summary>
    VersionScheduled = 9,

    /// <summary>Intents that a crash had left open were closed as unknown; the count says how many.</summary>
    IntentsClosed = 10,

    /// <summary>Rows were moved to an archive; the subject is its SHA-256.</summary>
    Archived = 11,
}
