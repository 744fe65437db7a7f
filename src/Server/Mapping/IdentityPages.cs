// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using Wire = HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Mapping;

/// <summary>Filters identities and cuts them into pages. A page begins behind a name, so a list that changes meanwhile loses none.</summary>
internal static class IdentityPages
{
    private const int DefaultSize = 100;
    private const int MaxSize = 500;

    /// <summary>The page that is asked for.</summary>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.InvalidRequest"/> with the field.</exception>
    public static Wire.ListIdentitiesResponse Page(
        IReadOnlyList<IdentityRecord> identities,
        Wire.ListIdentitiesRequest request
    )
    {
        RequestText.Require(request.PageSize is >= 0 and <= MaxSize, $"A page has 1 to {MaxSize}.", "page_size");
        RequestText.Require(
            request.PageToken.Length == 0 || RequestText.IsIdentityName(request.PageToken),
            "That is no token of a page.",
            "page_token"
        );
        var size = request.PageSize == 0 ? DefaultSize : request.PageSize;
        var found = identities
            .Where(Filter(request))
            .Where(i => string.CompareOrdinal(i.Definition.Id, request.PageToken) > 0)
            .OrderBy(static i => i.Definition.Id, StringComparer.Ordinal)
            .Take(size + 1)
            .ToList();
        var response = new Wire.ListIdentitiesResponse();
        response.Identities.AddRange(
            found.Take(size).Select(static i => IdentityAnswers.Identity(i, withContents: false))
        );
        response.NextPageToken = found.Count > size ? found[size - 1].Definition.Id : "";
        return response;
    }

    private static Func<IdentityRecord, bool> Filter(Wire.ListIdentitiesRequest request)
    {
        var school = request.School;
        RequestText.Require(
            school.Length <= AdministrationText.MaxSchoolLength,
            $"A school's code has at most {AdministrationText.MaxSchoolLength} characters.",
            "school"
        );
        var state = AdministrationEnums.Read(request.State, "state");
        var before = WireTime.Read(request.ExpiringBefore, "expiring_before");
        return identity =>
            (school.Length == 0 || identity.Definition.School == school)
            && (state is null || identity.Versions.Any(version => version.State == state))
            && (before is null || EndsBefore(identity.Active, before.Value));
    }

    private static bool EndsBefore(IdentityVersion? version, DateTimeOffset time) =>
        version is { CertificateChain: [var certificate, ..] }
        && certificate.NotAfter.ToUniversalTime() < time.UtcDateTime;
}
