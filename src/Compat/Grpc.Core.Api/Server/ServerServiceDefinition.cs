// SPDX-License-Identifier: Apache-2.0
using System.ComponentModel;

namespace Grpc.Core;

/// <summary>A service with the server's side of its methods, ready to be bound.</summary>
public sealed partial class ServerServiceDefinition
{
    private readonly IReadOnlyList<Action<ServiceBinderBase>> methods;

    private ServerServiceDefinition(IReadOnlyList<Action<ServiceBinderBase>> methods) => this.methods = methods;

    /// <summary>Starts a definition.</summary>
    public static Builder CreateBuilder() => new();

    /// <summary>Hands every method to a binder; for servers.</summary>
    /// <param name="serviceBinder">The binder.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void BindService(ServiceBinderBase serviceBinder)
    {
        foreach (var addTo in methods)
        {
            addTo(serviceBinder);
        }
    }
}
