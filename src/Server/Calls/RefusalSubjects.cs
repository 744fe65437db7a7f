// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Calls;

/// <summary>Tells which identity a failure of the pipeline concerns, where its field names a step.</summary>
internal static class RefusalSubjects
{
    private const string Steps = "steps[";

    public static SignDocument Named(SignDocument sign) =>
        async (request, cancellationToken) =>
        {
            var result = await sign(request, cancellationToken);
            return result.IsSigned || StepOf(result.Error.Field, request) is not { } step
                ? result
                : SigningResult.Of(result.Error with { Subject = step.IdentityId });
        };

    private static SigningStep? StepOf(string? field, SigningRequest request)
    {
        if (field is null || !field.StartsWith(Steps, StringComparison.Ordinal))
        {
            return null;
        }
        var end = field.IndexOf(']', StringComparison.Ordinal);
        return
            end > 0
            && int.TryParse(field.AsSpan(Steps.Length, end - Steps.Length), CultureInfo.InvariantCulture, out var index)
            && index < request.Steps.Count
            ? request.Steps[index]
            : null;
    }
}
