// SPDX-License-Identifier: Apache-2.0
using Grpc.Core;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Administration;
using HocBaSo.Signing.Server.Batches;
using HocBaSo.Signing.Server.Callers;
using HocBaSo.Signing.Server.Calls;
using HocBaSo.Signing.Server.Mapping;
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Services;

/// <summary>hocbaso.signing.v1.CertificateAdminService: what is read. The changes stand in the other part.</summary>
internal sealed partial class CertificateAdminGrpcService(
    IIdentityAdministration identities,
    ITokenAdministration tokens,
    TenantResolver tenants,
    StreamWatch watch,
    IHostApplicationLifetime lifetime,
    TimeProvider time
) : CertificateAdminService.CertificateAdminServiceBase
{
    private static readonly TimeSpan s_furthest = TimeSpan.FromDays(50 * 365.25);

    public override Task<ListIdentitiesResponse> ListIdentities(
        ListIdentitiesRequest request,
        ServerCallContext context
    ) => Task.FromResult(IdentityPages.Page(identities.List(Readable(request.Tenant, context)), request));

    public override Task<GetIdentityResponse> GetIdentity(GetIdentityRequest request, ServerCallContext context)
    {
        var tenant = Readable(request.Tenant, context);
        var name = AdministrationText.Identity(request.Identity);
        var identity =
            identities.Find(tenant, name)
            ?? throw new SigningException(
                SigningErrorKind.IdentityNotFound,
                $"The tenant has no identity '{name}'.",
                "identity"
            );
        return Task.FromResult(
            new GetIdentityResponse { Identity = IdentityAnswers.Identity(identity, withContents: true) }
        );
    }

    public override async Task<ListTokenObjectsResponse> ListTokenObjects(
        ListTokenObjectsRequest request,
        ServerCallContext context
    )
    {
        var tenant = Readable(request.Tenant, context);
        var response = new ListTokenObjectsResponse();
        response.Tokens.AddRange(tokens.Tokens);
        SigningException? away = null;
        foreach (var token in request.Token.Length == 0 ? tokens.Tokens : [Token(request.Token)])
        {
            try
            {
                var found = await tokens.FindAsync(token, context.CancellationToken);
                var own = identities.WithoutForeign(tenant, found);
                response.Objects.AddRange(own.Select(o => CertificateAnswers.Object(token, o)));
            }
            catch (SigningException e) when (e.Kind == SigningErrorKind.HsmUnavailable)
            {
                // The keys of the others can be told all the same.
                away = e;
            }
        }
        return away is null || response.Objects.Count > 0 ? response : throw away;
    }

    public override Task<GetValidityReportResponse> GetValidityReport(
        GetValidityReportRequest request,
        ServerCallContext context
    )
    {
        var tenant = Readable(request.Tenant, context);
        var now = time.GetUtcNow();
        var until = WireTime.Read(request.Until, "until") ?? DateTimeOffset.MinValue;
        RequestText.Require(
            until >= now && until - now <= s_furthest,
            "The date of a report is in the next 50 years.",
            "until"
        );
        return Task.FromResult(ChangeAnswers.Report(identities.Report(tenant, until)));
    }

    public override Task<ListPendingChangesResponse> ListPendingChanges(
        ListPendingChangesRequest request,
        ServerCallContext context
    )
    {
        var response = new ListPendingChangesResponse();
        response.Changes.AddRange(identities.Pending(Readable(request.Tenant, context)).Select(ChangeAnswers.Pending));
        return Task.FromResult(response);
    }

    private string Readable(string tenant, ServerCallContext context) =>
        tenants.Resolve(CallerContext.Of(context), CallerOperation.AdminRead, tenant, "tenant");

    // The name, or that of the only token.
    private string Token(string named)
    {
        var all = tokens.Tokens;
        RequestText.Require(
            named.Length > 0 || all.Count == 1,
            all.Count == 0 ? "There is no token." : "The token has to be named.",
            "token"
        );
        return named.Length == 0 ? all[0]
            : all.Contains(named, StringComparer.Ordinal) ? named
            : throw new SigningException(SigningErrorKind.IdentityNotFound, "There is no such token.", "token");
    }
}
