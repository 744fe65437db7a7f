// SPDX-License-Identifier: Apache-2.0
using System.CommandLine;

namespace HocBaSo.Signing.Cli;

/// <summary>Arguments and options that several verbs of <c>hbs admin</c> share.</summary>
internal static class AdminArguments
{
    /// <summary>The name of an identity.</summary>
    public static Argument<string> Identity() => new("ID") { Description = "The identity's name." };

    /// <summary>The number of a version.</summary>
    public static Argument<int> Version() => new("VERSION") { Description = "The number of the version, from 1." };

    /// <summary>An option with one value.</summary>
    public static Option<string> Text(string name, string description, string helpName, bool required = false) =>
        new(name)
        {
            Description = description,
            HelpName = helpName,
            Required = required,
        };

    /// <summary>An option that takes one of some names.</summary>
    public static Option<string> OneOf(string name, string description, IEnumerable<string> names, bool required) =>
        Text(name, description, name[2..].ToUpperInvariant(), required).AcceptOnlyFromAmong([.. names]);

    /// <summary>Certificates in files.</summary>
    public static Argument<string[]> Files(ArgumentArity arity, string description) =>
        new("FILE") { Description = description, Arity = arity };

    /// <summary>The certificates of files in their order, as DER.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Chain(string[]? files) =>
        [.. PemCertificates.Read(files ?? []).Select(static certificate => certificate.RawDataMemory)];
}
