// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>The real file, whose writes fail when a test wants it.</summary>
internal sealed class FragileStore(IIdentityStore store, List<string> trace) : IIdentityStore
{
    public bool Fails { get; set; }

    /// <summary>The one identity whose writes fail; null for none.</summary>
    public string? FailsFor { get; set; }

    /// <summary>Writes that failed.</summary>
    public int Failures { get; private set; }

    public IdentityStoreContent Load() => store.Load();

    public void Save(IdentityRecord identity, string? settledChange = null, AnsweredRequest? answered = null) =>
        Write(
            $"store {identity.Definition.Id} {identity.Revision}",
            () => store.Save(identity, settledChange, answered),
            identity.Definition.Id == FailsFor
        );

    public void Save(IReadOnlyList<IdentityRecord> identities) =>
        Write($"store {identities.Count} identities", () => store.Save(identities));

    public void Add(StoredChange change, AnsweredRequest? answered = null) =>
        Write("store a change", () => store.Add(change, answered));

    public void Remove(string changeId, AnsweredRequest? answered = null) =>
        Write("store no change", () => store.Remove(changeId, answered));

    public void Forget(DateTimeOffset before) => store.Forget(before);

    public void Add(IReadOnlyList<ExpiryMark> marks) => Write($"store {marks.Count} marks", () => store.Add(marks));

    public void Dispose() => store.Dispose();

    private void Write(string what, Action write, bool fails = false)
    {
        if (Fails || fails)
        {
            Failures++;
            throw new SigningException(SigningErrorKind.StorageFailed, "The catalog could not be written.");
        }
        trace.Add(what);
        write();
    }
}
