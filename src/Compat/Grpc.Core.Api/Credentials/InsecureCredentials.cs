// SPDX-License-Identifier: Apache-2.0
namespace Grpc.Core;

internal sealed class InsecureCredentials : ChannelCredentials
{
    public override void InternalPopulateConfiguration(
        ChannelCredentialsConfiguratorBase configurator,
        object? state
    ) => configurator.SetInsecureCredentials(state);
}
