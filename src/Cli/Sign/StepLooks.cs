// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Cli;

/// <summary>Steps whose appearances are put together from several options.</summary>
internal sealed class StepLooks(IReadOnlyList<SigningStep> steps)
{
    private readonly SigningStep[] _steps = [.. steps];

    /// <summary>The steps as they are now.</summary>
    public IReadOnlyList<SigningStep> Steps => _steps;

    /// <summary>Changes the appearance of the step of a role.</summary>
    /// <exception cref="CommandException">No step is of that role.</exception>
    public void Change<T>(
        string option,
        (RoleClaim Claim, T Value) said,
        Func<VisibleSignature, T, VisibleSignature> change
    )
    {
        var at = Array.FindIndex(_steps, s => s.Claim == said.Claim);
        if (at < 0)
        {
            throw new CommandException($"{option}: no --step is {said.Claim}");
        }
        var look = _steps[at].Appearance ?? new VisibleSignature();
        _steps[at] = _steps[at] with { Appearance = change(look, said.Value) };
    }
}
