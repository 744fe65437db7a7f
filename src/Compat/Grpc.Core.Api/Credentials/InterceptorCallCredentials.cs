// SPDX-License-Identifier: Apache-2.0
namespace Grpc.Core;

internal sealed class InterceptorCallCredentials : CallCredentials
{
    private readonly AsyncAuthInterceptor interceptor;

    public InterceptorCallCredentials(AsyncAuthInterceptor interceptor)
    {
        ArgumentNullException.ThrowIfNull(interceptor);
        this.interceptor = interceptor;
    }

    public override void InternalPopulateConfiguration(CallCredentialsConfiguratorBase configurator, object? state) =>
        configurator.SetAsyncAuthInterceptorCredentials(state, interceptor);
}
