// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>
/// The place of a signature in a structured document: inside an existing, empty container, or in a new container that is
/// appended to <see cref="Parent"/> and bears its prefix.
/// </summary>
/// <param name="Parent">The element (number in the <see cref="IElementTree"/>) that holds the containers.</param>
/// <param name="ContainerName">The local name of the container, such as <c>GVBM</c>.</param>
public sealed record SignaturePlace(int Parent, string ContainerName)
{
    /// <summary>The container that is there already; null when it has to be made.</summary>
    public int? ExistingContainer { get; init; }

    /// <summary>An attribute of a container to be made, such as <c>MaMon="TOAN"</c>; null for none.</summary>
    public (string Name, string Value)? ContainerAttribute { get; init; }
}
