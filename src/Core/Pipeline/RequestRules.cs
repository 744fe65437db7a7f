// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>Step 1 of the way of a document: what is checked before anything is parsed.</summary>
internal static class RequestRules
{
    private const int MaxRequestId = 200;
    private const int MaxOnBehalfOf = 200;

    /// <summary>Checks size, counts, names and time.</summary>
    /// <exception cref="SigningException">
    /// <see cref="SigningErrorKind.InvalidRequest"/>, <see cref="SigningErrorKind.DocumentTooLarge"/>,
    /// <see cref="SigningErrorKind.UnsupportedFormat"/>, <see cref="SigningErrorKind.DeadlineTooShort"/>.
    /// </exception>
    public static void Check(SigningRequest request, SigningPipelineOptions options, DateTimeOffset now)
    {
        if (request.Deadline is { } deadline && deadline - now < options.MinTimeLeft)
        {
            throw new SigningException(SigningErrorKind.DeadlineTooShort, "The deadline leaves no time for the work.");
        }
        Require(IsPrintable(request.Key.RequestId, MaxRequestId), "request_id", "is not 1 to 200 printable characters");
        Require(request.Document.Length > 0, "document", "is empty");
        if (request.Document.Length > options.MaxBytes(request.Format))
        {
            throw new SigningException(
                SigningErrorKind.DocumentTooLarge,
                $"The document is over {options.MaxBytes(request.Format)} bytes.",
                "document"
            );
        }
        if (!SignatureProfile.IsOf(request.Format, request.Profile))
        {
            throw new SigningException(
                SigningErrorKind.UnsupportedFormat,
                "There is no such profile for this format.",
                "profile"
            );
        }
        if (request.DocumentTimestamp && request.Format != DocumentFormat.Pdf)
        {
            throw new SigningException(
                SigningErrorKind.UnsupportedFormat,
                "Only a PDF has a place for a document timestamp.",
                "document_timestamp"
            );
        }
        Require(request.EntryCount > 0, "steps", "is empty");
        if (request.Steps.Count > options.MaxSteps)
        {
            Require(holds: false, "steps", $"has more than {options.MaxSteps} entries");
        }
        for (var i = 0; i < request.Steps.Count; i++)
        {
            Check(request.Steps[i], StepField.Of(i));
            CheckLevel(request.Steps[i].Level, request.Profile, StepField.Of(i));
        }
        AppearanceRules.Check(request);
    }

    private static void CheckLevel(SignatureLevel? level, string profile, string step)
    {
        Require(level is null || Enum.IsDefined(level.Value), step, ".level", "is unknown");
        if (level == SignatureLevel.BaselineT && !SignatureProfile.HasTimestamp(profile))
        {
            throw new SigningException(
                SigningErrorKind.UnsupportedFormat,
                $"The profile {profile} has no place for a timestamp.",
                step + ".level"
            );
        }
    }

    private static void Check(SigningStep step, string name)
    {
        var claim = step.Claim;
        Require(Enum.IsDefined(claim.Role), name, ".role", "is unknown");
        Require(
            claim.Role == SignerRole.Gvbm ? RoleClaim.IsSubject(claim.Subject) : claim.Subject is null,
            name,
            ".subject",
            claim.Role == SignerRole.Gvbm ? "is not a subject code" : "is for GVBM only"
        );
        Require(IsPrintable(step.IdentityId, 64), name, ".identity", "is not 1 to 64 printable characters");
        Require(
            (step.OnBehalfOf is null) == (step.Capacity == SigningCapacity.None) && Enum.IsDefined(step.Capacity),
            name,
            ".capacity",
            "and on_behalf_of go together"
        );
        Require(IsName(step.OnBehalfOf), name, ".on_behalf_of", "is not a name of 1 to 200 characters without ';'");
    }

    private static bool IsName(string? name) =>
        name is null
        || (
            name.Trim().Length > 0
            && name.Length <= MaxOnBehalfOf
            && !name.Any(static c => char.IsControl(c) || c == ';')
            && IsWellFormed(name)
        );

    internal static bool IsWellFormed(string name)
    {
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsHighSurrogate(name[i]) && i + 1 < name.Length && char.IsLowSurrogate(name[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(name[i]) || name[i] is '\uFFFE' or '\uFFFF')
            {
                return false;
            }
        }
        return true;
    }

    private static bool IsPrintable(string text, int max) =>
        text.Length > 0 && text.Length <= max && text.All(static c => c is > ' ' and < '\x7f');

    // the name of a field is only made where it is needed
    private static void Require(bool holds, string step, string field, string message)
    {
        if (!holds)
        {
            Require(holds, step + field, message);
        }
    }

    internal static void Require(bool holds, string field, string message)
    {
        if (!holds)
        {
            throw new SigningException(SigningErrorKind.InvalidRequest, $"The field '{field}' {message}.", field);
        }
    }
}
