// SPDX-License-Identifier: Apache-2.0
namespace Grpc.Core;

internal sealed class CompositeCallCredentials : CallCredentials
{
    private readonly CallCredentials[] parts;

    public CompositeCallCredentials(CallCredentials[] parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.Length < 2)
        {
            throw new ArgumentException("There must be at least two credentials to join.", nameof(parts));
        }

        this.parts = [.. parts];
    }

    public override void InternalPopulateConfiguration(CallCredentialsConfiguratorBase configurator, object? state) =>
        configurator.SetCompositeCredentials(state, parts);
}
