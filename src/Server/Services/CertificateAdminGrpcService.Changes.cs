// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;
using Google.Protobuf;
using Grpc.Core;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pkcs11;
using HocBaSo.Signing.Server.Administration;
using HocBaSo.Signing.Server.Callers;
using HocBaSo.Signing.Server.Mapping;
using HocBaSo.Signing.V1;
using IdentityChange = HocBaSo.Signing.Server.Administration.IdentityChange;

namespace HocBaSo.Signing.Server.Services;

/// <content>What is changed. Each call reads one change, and hands it on with who asks.</content>
internal sealed partial class CertificateAdminGrpcService
{
    public override async Task<CreateIdentityResponse> CreateIdentity(
        CreateIdentityRequest request,
        ServerCallContext context
    )
    {
        var change = new CreateIdentity(
            IdentityDefinitionReader.Read(Writable(request.Tenant, context), request.Definition)
        );
        return new() { Outcome = await ApplyAsync(change, request.RequestId, context) };
    }

    public override async Task<UpdateIdentityResponse> UpdateIdentity(
        UpdateIdentityRequest request,
        ServerCallContext context
    )
    {
        var change = new UpdateIdentity(
            IdentityDefinitionReader.Read(Writable(request.Tenant, context), request.Definition)
        );
        return new() { Outcome = await ApplyAsync(change, request.RequestId, context) };
    }

    public override async Task<GenerateKeyResponse> GenerateKey(GenerateKeyRequest request, ServerCallContext context)
    {
        var change = new GenerateKey(
            Writable(request.Tenant, context),
            AdministrationText.Identity(request.Identity),
            Token(request.Token),
            AdministrationEnums.Read(request.Kind, "kind")
        );
        return new() { Outcome = await ApplyAsync(change, request.RequestId, context) };
    }

    public override async Task<CreateCertificateRequestResponse> CreateCertificateRequest(
        CreateCertificateRequestRequest request,
        ServerCallContext context
    )
    {
        var change = new MakeRequest(
            Writable(request.Tenant, context),
            AdministrationText.Identity(request.Identity),
            AdministrationText.Version(request.Version),
            CertificateRequestReader.Read(request)
        );
        var outcome = await ApplyAsync(change, request.RequestId, context);
        var made = outcome.Pending is null
            ? outcome.Identity?.Versions.FirstOrDefault(version => version.Number == request.Version)
            : null;
        return new() { Outcome = outcome, CertificateRequest = made?.CertificateRequest ?? ByteString.Empty };
    }

    public override async Task<InstallCertificateResponse> InstallCertificate(
        InstallCertificateRequest request,
        ServerCallContext context
    )
    {
        var change = new InstallCertificate(
            Writable(request.Tenant, context),
            AdministrationText.Identity(request.Identity),
            AdministrationText.Version(request.Version),
            CertificateChainReader.Read(request.CertificateChain, "certificate_chain")
        );
        return new() { Outcome = await ApplyAsync(change, request.RequestId, context) };
    }

    public override async Task<ImportVersionResponse> ImportVersion(
        ImportVersionRequest request,
        ServerCallContext context
    )
    {
        var tenant = Writable(request.Tenant, context);
        var identity = AdministrationText.Identity(request.Identity);
        AdministrationText.RequireLine(request.KeyUri, AdministrationText.MaxKeyUriLength, "key_uri");
        RequestText.Require(
            Pkcs11Uri.TryParse(request.KeyUri, out _),
            "The key is not named by a PKCS#11 URI (RFC 7512).",
            "key_uri"
        );
        var chain =
            request.CertificateChain.Count > 0
                ? CertificateChainReader.Read(request.CertificateChain, "certificate_chain")
                : await CertificateBesideAsync(request.KeyUri, context.CancellationToken);
        var change = new ImportVersion(tenant, identity, request.KeyUri, chain);
        return new() { Outcome = await ApplyAsync(change, request.RequestId, context) };
    }

    public override async Task<TestSignResponse> TestSign(TestSignRequest request, ServerCallContext context)
    {
        var result = await identities.TestSignAsync(
            CallOf(context, NewRequestId()),
            Writable(request.Tenant, context),
            AdministrationText.Identity(request.Identity),
            AdministrationText.Version(request.Version),
            context.CancellationToken
        );
        return ChangeAnswers.Test(result);
    }

    public override async Task<ActivateVersionResponse> ActivateVersion(
        ActivateVersionRequest request,
        ServerCallContext context
    )
    {
        var change = new ActivateVersion(
            Writable(request.Tenant, context),
            AdministrationText.Identity(request.Identity),
            AdministrationText.Version(request.Version),
            WireTime.Read(request.ActivateAt, "activate_at")
        );
        return new() { Outcome = await ApplyAsync(change, request.RequestId, context) };
    }

    public override async Task<RollBackResponse> RollBack(RollBackRequest request, ServerCallContext context)
    {
        var change = new RollBack(Writable(request.Tenant, context), AdministrationText.Identity(request.Identity));
        return new() { Outcome = await ApplyAsync(change, request.RequestId, context) };
    }

    public override async Task<RetireVersionResponse> RetireVersion(
        RetireVersionRequest request,
        ServerCallContext context
    )
    {
        var change = new RetireVersion(
            Writable(request.Tenant, context),
            AdministrationText.Identity(request.Identity),
            AdministrationText.Version(request.Version)
        );
        return new() { Outcome = await ApplyAsync(change, request.RequestId, context) };
    }

    public override async Task<SuspendVersionResponse> SuspendVersion(
        SuspendVersionRequest request,
        ServerCallContext context
    )
    {
        var change = new SuspendVersion(
            Writable(request.Tenant, context),
            AdministrationText.Identity(request.Identity),
            AdministrationText.Version(request.Version),
            AdministrationText.Reason(request.Reason)
        );
        return new() { Outcome = await ApplyAsync(change, request.RequestId, context) };
    }

    public override async Task<ResumeVersionResponse> ResumeVersion(
        ResumeVersionRequest request,
        ServerCallContext context
    )
    {
        var change = new ResumeVersion(
            Writable(request.Tenant, context),
            AdministrationText.Identity(request.Identity),
            AdministrationText.Version(request.Version)
        );
        return new() { Outcome = await ApplyAsync(change, request.RequestId, context) };
    }

    public override async Task<RevokeVersionResponse> RevokeVersion(
        RevokeVersionRequest request,
        ServerCallContext context
    )
    {
        var change = new RevokeVersion(
            Writable(request.Tenant, context),
            AdministrationText.Identity(request.Identity),
            AdministrationText.Version(request.Version),
            AdministrationEnums.Read(request.Reason, "reason")
        );
        return new() { Outcome = await ApplyAsync(change, request.RequestId, context) };
    }

    public override async Task<ConfirmChangeResponse> ConfirmChange(
        ConfirmChangeRequest request,
        ServerCallContext context
    )
    {
        var tenant = Writable(request.Tenant, context);
        var change = AdministrationText.ChangeId(request.ChangeId);
        var call = CallOf(context, IdOf(request.RequestId));
        var result = await identities.ConfirmAsync(call, tenant, change, context.CancellationToken);
        return new() { Outcome = ChangeAnswers.Outcome(call.RequestId, result) };
    }

    public override async Task<RejectChangeResponse> RejectChange(
        RejectChangeRequest request,
        ServerCallContext context
    )
    {
        var tenant = Writable(request.Tenant, context);
        var change = AdministrationText.ChangeId(request.ChangeId);
        var call = CallOf(context, IdOf(request.RequestId));
        await identities.RejectAsync(call, tenant, change, context.CancellationToken);
        return new() { RequestId = call.RequestId };
    }

    private async Task<ChangeOutcome> ApplyAsync(IdentityChange change, string requestId, ServerCallContext context)
    {
        var call = CallOf(context, IdOf(requestId));
        return ChangeAnswers.Outcome(
            call.RequestId,
            await identities.ApplyAsync(call, change, context.CancellationToken)
        );
    }

    private async Task<IReadOnlyList<X509Certificate2>> CertificateBesideAsync(
        string keyUri,
        CancellationToken cancellationToken
    )
    {
        var named = await NameInTokenAsync(keyUri, cancellationToken);
        SigningException? away = null;
        foreach (var token in tokens.Tokens)
        {
            try
            {
                var found = await tokens.FindAsync(token, cancellationToken);
                if (found.FirstOrDefault(o => o.KeyUri == named) is { Certificate: { } certificate })
                {
                    return [certificate];
                }
            }
            catch (SigningException e) when (e.Kind == SigningErrorKind.HsmUnavailable)
            {
                // Another token may hold it.
                away = e;
            }
        }
        throw away
            ?? new SigningException(
                SigningErrorKind.InvalidRequest,
                "No certificate lies beside that key; give one.",
                "certificate_chain"
            );
    }

    // A URI may name a key by less, or in another order, than the token does.
    private async Task<string> NameInTokenAsync(string keyUri, CancellationToken cancellationToken)
    {
        try
        {
            return (await tokens.PublicKeyAsync(keyUri, cancellationToken)).KeyUri;
        }
        catch (SigningException e) when (e.Kind == SigningErrorKind.IdentityNotFound)
        {
            throw new SigningException(e.Kind, e.Message, "key_uri");
        }
    }

    private string IdOf(string requestId)
    {
        RequestText.RequireRequestId(requestId, "request_id");
        return requestId.Length > 0 ? requestId : NewRequestId();
    }

    private string NewRequestId() => Guid.CreateVersion7(time.GetUtcNow()).ToString("N");

    private string Writable(string tenant, ServerCallContext context) =>
        tenants.Resolve(CallerContext.Of(context), CallerOperation.AdminWrite, tenant, "tenant");

    private static AdminCall CallOf(ServerCallContext context, string requestId)
    {
        var call = CallerContext.Of(context);
        call.RequestId = requestId;
        return new AdminCall(call.Caller.Id, call.Operation, requestId);
    }
}
