// SPDX-License-Identifier: Apache-2.0
using System.Runtime.CompilerServices;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using HocBaSo.Signing.Client.Errors;
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Client;

/// <summary>
/// A typed client for administrators: identities, their keys in the HSM and their certificates. Thread-safe. What is read is tried
/// again after UNAVAILABLE and RESOURCE_EXHAUSTED, and so are changes: their request id is set before the first try. A test
/// signature and a watch are not.
/// </summary>
/// <remarks>Every method throws <see cref="SigningClientException"/> when the server refused, failed or could not be reached.</remarks>
public sealed partial class CertificateAdminClient : IDisposable
{
    private readonly GrpcChannel _channel;
    private readonly SigningClientOptions _options;
    private readonly string _tenant;
    private readonly CertificateAdminService.CertificateAdminServiceClient _admin;
    private readonly RetryPolicy _retries;
    private readonly RetryPolicy _once;

    /// <summary>Makes a client; connects at the first call.</summary>
    /// <param name="address">Such as https://signing.example.vn:5440, with <see cref="SigningClientOptions.Tls"/>; http for a server on this machine.</param>
    /// <param name="tenant">Whose identities; empty for the only tenant that the caller may use.</param>
    /// <param name="options">Null for the defaults.</param>
    public CertificateAdminClient(Uri address, string tenant = "", SigningClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        (_tenant, _options) = (tenant, options ?? new SigningClientOptions());
        _channel = ClientChannel.Create(address, _options);
        _admin = new CertificateAdminService.CertificateAdminServiceClient(_channel);
        _retries = new RetryPolicy(_options);
        _once = new RetryPolicy(_options with { MaxRetries = 0 });
    }

    /// <summary>The identities by name, without requests and chains, page by page as they are taken.</summary>
    /// <param name="filter">Null for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async IAsyncEnumerable<Identity> ListIdentitiesAsync(
        IdentityFilter? filter = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        var wanted = filter ?? new IdentityFilter();
        var request = new ListIdentitiesRequest
        {
            Tenant = _tenant,
            School = wanted.School ?? "",
            State = wanted.State,
            ExpiringBefore = wanted.ExpiringBefore?.ToTimestamp(),
            PageSize = wanted.PageSize,
        };
        do
        {
            var page = await SendAsync(request, _admin.ListIdentitiesAsync, cancellationToken);
            foreach (var identity in page.Identities)
            {
                yield return identity;
            }
            request.PageToken = page.NextPageToken;
        } while (request.PageToken.Length > 0);
    }

    /// <summary>One identity with the requests and certificates of all its versions.</summary>
    public async Task<Identity> GetIdentityAsync(string identity, CancellationToken cancellationToken = default)
    {
        var request = new GetIdentityRequest { Tenant = _tenant, Identity = identity };
        var response = await SendAsync(request, _admin.GetIdentityAsync, cancellationToken);
        return response.Identity;
    }

    /// <summary>The private keys of a token, and the certificates that lie beside them.</summary>
    /// <param name="token">The label of a configured token; empty for all of them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<TokenObject>> ListTokenObjectsAsync(
        string token = "",
        CancellationToken cancellationToken = default
    )
    {
        var request = new ListTokenObjectsRequest { Tenant = _tenant, Token = token };
        var response = await SendAsync(request, _admin.ListTokenObjectsAsync, cancellationToken);
        return response.Objects;
    }

    /// <summary>Which identities can't sign up to a date.</summary>
    public async Task<GetValidityReportResponse> GetValidityReportAsync(
        DateTimeOffset until,
        CancellationToken cancellationToken = default
    )
    {
        var request = new GetValidityReportRequest { Tenant = _tenant, Until = until.ToTimestamp() };
        return await SendAsync(request, _admin.GetValidityReportAsync, cancellationToken);
    }

    /// <summary>Has the key of a version sign random octets. Tried once.</summary>
    public Task<TestSignResponse> TestSignAsync(
        string identity,
        int version,
        CancellationToken cancellationToken = default
    )
    {
        var request = new TestSignRequest
        {
            Tenant = _tenant,
            Identity = identity,
            Version = version,
        };
        return _once.RunAsync(
            async (deadline, ct) => await _admin.TestSignAsync(request, null, deadline, ct),
            cancellationToken
        );
    }

    /// <summary>
    /// What happens to identities, and which certificates come to their end, until the caller leaves the loop. The first notice,
    /// WATCHING, says that from now on nothing is missed.
    /// </summary>
    public async IAsyncEnumerable<WatchIdentitiesResponse> WatchIdentitiesAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        var request = new WatchIdentitiesRequest { Tenant = _tenant };
        using var call = _admin.WatchIdentities(request, cancellationToken: cancellationToken);
        while (await NextAsync(call.ResponseStream, cancellationToken))
        {
            yield return call.ResponseStream.Current;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _channel.Dispose();

    private Task<TResponse> SendAsync<TRequest, TResponse>(
        TRequest request,
        Func<TRequest, Metadata?, DateTime?, CancellationToken, AsyncUnaryCall<TResponse>> call,
        CancellationToken cancellationToken
    ) => _retries.RunAsync(async (deadline, ct) => await call(request, null, deadline, ct), cancellationToken);

    private string NewId() => Guid.CreateVersion7(_options.Time.GetUtcNow()).ToString("N");

    private static async Task<bool> NextAsync(
        IAsyncStreamReader<WatchIdentitiesResponse> notices,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await notices.MoveNext(cancellationToken);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.Cancelled && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(e.Message, e, cancellationToken);
        }
        catch (RpcException e)
        {
            throw ClientErrors.Read(e);
        }
    }
}
