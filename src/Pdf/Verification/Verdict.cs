// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pdf.Verification;

/// <summary>
/// What was found so far: the worst counts, among equals the first. Failures are worse than what is not supported, and that is
/// worse than a doubt.
/// </summary>
internal sealed class Verdict
{
    private const int MaxWarnings = 100;
    private int _severity;
    private readonly List<string> _warnings = [];

    public Integrity Integrity { get; private set; } = Integrity.Intact;

    public Indication Indication { get; private set; } = Indication.TotalPassed;

    public SubIndication SubIndication { get; private set; }

    public string? Reason { get; private set; }

    public IReadOnlyList<string> Warnings => _warnings;

    public bool IsIntact => Integrity == Integrity.Intact;

    public bool Passed => Indication == Indication.TotalPassed;

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

    public void Warn(string warning)
    {
        if (_warnings.Count < MaxWarnings && !_warnings.Contains(warning))
        {
            _warnings.Add(warning);
        }
    }

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
