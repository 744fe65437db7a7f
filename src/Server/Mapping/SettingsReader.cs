// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using Wire = HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Mapping;

/// <summary>Reads and checks what is to be done with documents.</summary>
internal static class SettingsReader
{
    /// <summary>Steps in their order, each within the limits of the protos.</summary>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.InvalidRequest"/> with the field.</exception>
    public static IReadOnlyList<SigningStep> ReadSteps(Wire.SigningSettings? settings, int maxSteps)
    {
        if (settings is null)
        {
            throw new SigningException(SigningErrorKind.InvalidRequest, "The settings are missing.", "settings");
        }
        RequestText.Require(
            (settings.Steps.Count >= 1 || settings.DocumentTimestamp) && settings.Steps.Count <= maxSteps,
            $"A request has 1 to {maxSteps} steps, or none and a document timestamp.",
            "settings.steps"
        );
        return ReadSteps(settings.Steps, maxSteps, "settings.steps");
    }

    /// <summary>The same of any list of steps, which may be empty.</summary>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.InvalidRequest"/> with the field.</exception>
    public static IReadOnlyList<SigningStep> ReadSteps(
        IReadOnlyCollection<Wire.SigningStep> steps,
        int maxSteps,
        string field
    )
    {
        RequestText.Require(steps.Count <= maxSteps, $"A document gets at most {maxSteps} signatures.", field);
        return [.. steps.Select((step, i) => ReadStep(step, $"{field}[{i}]"))];
    }

    /// <summary>The profile's name.</summary>
    public static string ReadProfile(Wire.SigningSettings settings) =>
        settings.Profile switch
        {
            SignatureProfile.Default
            or SignatureProfile.Xades
            or SignatureProfile.XmldsigDscks
            or SignatureProfile.Pades
            or SignatureProfile.Pkcs7 => settings.Profile,
            _ => throw new SigningException(
                SigningErrorKind.InvalidRequest,
                "The profile is 'xades' or 'xmldsig-dscks' for XML, 'pades' or 'pkcs7' for PDF.",
                "settings.profile"
            ),
        };

    private static SigningStep ReadStep(Wire.SigningStep step, string field)
    {
        var claim = ClaimReader.Read(step.Role, step.Subject, field);
        RequestText.Require(
            RequestText.IsIdentityName(step.Identity),
            "The identity is a name of 1 to 64 letters, digits, '.', '-' or '_'.",
            field + ".identity"
        );
        var capacity = WireEnums.Read(step.Capacity, field + ".capacity");
        RequireReplacement(step, capacity, field);
        return new SigningStep(claim, step.Identity)
        {
            Capacity = capacity,
            OnBehalfOf = capacity == SigningCapacity.None ? null : step.OnBehalfOf,
            Level = WireEnums.Read(step.Level, field + ".level"),
            Appearance = AppearanceReader.Read(step.Appearance, field + ".appearance"),
            SealPlace = AppearanceReader.Read(step.SealPlace),
        };
    }

    private static void RequireReplacement(Wire.SigningStep step, SigningCapacity capacity, string field)
    {
        if (capacity != SigningCapacity.None)
        {
            RequestText.RequirePersonName(step.OnBehalfOf, field + ".on_behalf_of");
            return;
        }
        RequestText.Require(
            step.OnBehalfOf.Length == 0,
            "Signing for another person needs a capacity.",
            field + ".capacity"
        );
    }
}
