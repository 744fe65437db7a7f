// SPDX-License-Identifier: Apache-2.0
using System.Reflection;

namespace HocBaSo.Signing.Integration;

/// <summary>The files that this build was made from.</summary>
internal static class Repository
{
    public static string Root { get; } =
        typeof(Repository)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(static a => a.Key == "RepositoryRoot")
            .Value!;

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);
}
