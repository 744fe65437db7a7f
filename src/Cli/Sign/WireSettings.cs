// SPDX-License-Identifier: Apache-2.0
using Google.Protobuf;
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Cli;

/// <summary>From steps as they are written to steps as they are sent.</summary>
internal static class WireSettings
{
    /// <summary>The settings of a batch.</summary>
    /// <param name="steps">In the order of signing.</param>
    /// <param name="tenant">Empty for the only one.</param>
    /// <param name="profile">Empty for the default.</param>
    /// <param name="documentTimestamp">True when each document is to get a timestamp of its own.</param>
    public static SigningSettings Of(
        IEnumerable<Core.SigningStep> steps,
        string tenant = "",
        string profile = "",
        bool documentTimestamp = false
    ) =>
        new()
        {
            Tenant = tenant,
            Profile = profile,
            DocumentTimestamp = documentTimestamp,
            Steps = { steps.Select(Of) },
        };

    private static SigningStep Of(Core.SigningStep step) =>
        new()
        {
            Role = (SignerRole)(int)step.Claim.Role,
            Subject = step.Claim.Subject ?? "",
            Identity = step.IdentityId,
            OnBehalfOf = step.OnBehalfOf ?? "",
            Capacity = (SigningCapacity)(int)step.Capacity,
            Level = (SignatureLevel)(int)step.Level.GetValueOrDefault(),
            Appearance = step.Appearance is { } look ? Of(look) : null,
            SealPlace = step.SealPlace is { } place ? Of(place) : null,
        };

    private static VisibleSignature Of(Core.VisibleSignature look) =>
        new()
        {
            Place = look.Place is { } place ? Of(place) : null,
            FieldName = look.FieldName ?? "",
            SignerImage = UnsafeByteOperations.UnsafeWrap(look.SignerImage),
            SealImage = UnsafeByteOperations.UnsafeWrap(look.SealImage),
            Lines = { look.Lines ?? [] },
            WithoutText = look.Lines is { Count: 0 },
        };

    private static PagePlace Of(Core.PagePlace place) =>
        new()
        {
            Page = place.Page,
            Left = place.Left,
            Bottom = place.Bottom,
            Width = place.Width,
            Height = place.Height,
        };
}
