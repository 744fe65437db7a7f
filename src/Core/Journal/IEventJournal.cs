// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>The port to the events of the journal. They share commits, the sequence and the hash chain with <see cref="ISigningJournal"/>.</summary>
public interface IEventJournal
{
    /// <summary>Appends an event; durable when the task ends. Not cancellable.</summary>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.StorageFailed"/>.</exception>
    ValueTask AppendAsync(JournalEvent entry);
}
