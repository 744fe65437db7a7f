// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>
/// What was found so far: the worst counts, among equals the first. Failures are worse than what is not supported, and that is
/// worse than a doubt.
/// </summary>
public sealed class Verdict
{
    private const int MaxWarnings = 100;
    private int _severity;
    private List<string>? _warnings;

    /// <summary>Whether what was signed is still what is there.</summary>
    public Integrity Integrity { get; private set; } = Integrity.Intact;

    /// <summary>The verdict.</summary>
    public Indication Indication { get; private set; } = Indication.TotalPassed;

    /// <summary>Why not.</summary>
    public SubIndication SubIndication { get; private set; }

    /// <summary>One sentence for a person; null when it passed.</summary>
    public string? Reason { get; private set; }

    /// <summary>What was accepted, but should be known; each once, at most 100.</summary>
    public IReadOnlyList<string> Warnings => _warnings ?? (IReadOnlyList<string>)[];

    /// <summary>True while nothing is broken or unsupported.</summary>
    public bool IsIntact => Integrity == Integrity.Intact;

    /// <summary>True while nothing speaks against it.</summary>
    public bool Passed => Indication == Indication.TotalPassed;

    /// <summary>True when this one decides over the other.</summary>
    public bool IsWorseThan(Verdict other) => _severity > other._severity;

    /// <summary>The signature is bad: TOTAL_FAILED, broken.</summary>
    public void Fail(SubIndication why, string reason) => Set(4, Integrity.Broken, Indication.TotalFailed, why, reason);

    /// <summary>Something is not run here: INDETERMINATE, unsupported.</summary>
    public void Unsupported(string reason, SubIndication why = SubIndication.Generic) =>
        Set(3, Integrity.Unsupported, Indication.Indeterminate, why, reason);

    /// <summary>Too weak: INDETERMINATE whatever the trust; integrity stands.</summary>
    public void Weak(string reason) =>
        Set(2, Integrity, Indication.Indeterminate, SubIndication.CryptoConstraintsFailure, reason);

    /// <summary>Trust is lacking: INDETERMINATE, integrity stands.</summary>
    public void Doubt(SubIndication why, string reason) => Set(1, Integrity, Indication.Indeterminate, why, reason);

    /// <summary>Notes what should be known.</summary>
    public void Warn(string warning)
    {
        _warnings ??= [];
        if (_warnings.Count < MaxWarnings && !_warnings.Contains(warning))
        {
            _warnings.Add(warning);
        }
    }

    /// <summary>Takes over what stopped a check.</summary>
    public void Add(VerificationFaultException fault)
    {
        if (fault.Integrity == Integrity.Unsupported)
        {
            Unsupported(fault.Message, fault.SubIndication);
        }
        else
        {
            Fail(fault.SubIndication, fault.Message);
        }
    }

    private void Set(int severity, Integrity integrity, Indication indication, SubIndication why, string reason)
    {
        if (severity <= _severity)
        {
            return;
        }
        _severity = severity;
        (Integrity, Indication, SubIndication, Reason) = (integrity, indication, why, reason);
    }
}
