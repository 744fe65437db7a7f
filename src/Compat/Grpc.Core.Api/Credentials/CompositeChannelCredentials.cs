// SPDX-License-Identifier: Apache-2.0
namespace Grpc.Core;

internal sealed class CompositeChannelCredentials : ChannelCredentials
{
    private readonly ChannelCredentials channelCredentials;
    private readonly CallCredentials callCredentials;

    public CompositeChannelCredentials(ChannelCredentials channelCredentials, CallCredentials callCredentials)
    {
        ArgumentNullException.ThrowIfNull(channelCredentials);
        ArgumentNullException.ThrowIfNull(callCredentials);
        if (!channelCredentials.IsComposable)
        {
            throw new ArgumentException(
                "These channel credentials can't be joined with call credentials.",
                nameof(channelCredentials)
            );
        }

        this.channelCredentials = channelCredentials;
        this.callCredentials = callCredentials;
    }

    public override void InternalPopulateConfiguration(
        ChannelCredentialsConfiguratorBase configurator,
        object? state
    ) => configurator.SetCompositeCredentials(state, channelCredentials, callCredentials);
}
