// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Cli;

/// <summary>
/// The exit code over all files: unreadable outweighs failed or unsigned, which outweighs indeterminate.
/// </summary>
internal sealed class VerifyExitCode
{
    private bool _unreadable;
    private bool _failed;
    private bool _indeterminate;

    /// <summary>The code for what was added so far.</summary>
    public int Value =>
        _unreadable ? ExitCode.Unreadable
        : _failed ? ExitCode.Failed
        : _indeterminate ? ExitCode.Indeterminate
        : ExitCode.Success;

    /// <summary>Takes one more file into account, with what it carries.</summary>
    public void Add(VerifiedFile file)
    {
        Add(file.Report);
        _failed |= file.Pair is { HasFailed: true };
        _indeterminate |= file.Pair is { IsIndeterminate: true };
    }

    /// <summary>Takes one more verdict into account.</summary>
    public void Add(VerificationReport report)
    {
        switch (report)
        {
            case { Integrity: Integrity.Unreadable }:
                _unreadable = true;
                break;
            case { Integrity: Integrity.Unsigned } or { Indication: Indication.TotalFailed }:
                _failed = true;
                break;
            case { Indication: Indication.Indeterminate }:
                _indeterminate = true;
                break;
        }
    }
}
