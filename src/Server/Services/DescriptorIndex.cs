// SPDX-License-Identifier: Apache-2.0
using System.Collections.Frozen;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace HocBaSo.Signing.Server.Services;

/// <summary>The descriptors behind a set of services, by file name and by symbol.</summary>
internal sealed class DescriptorIndex
{
    private readonly FrozenDictionary<string, FileDescriptor> _files;
    private readonly FrozenDictionary<string, FileDescriptor> _symbols;

    /// <summary>Makes an index.</summary>
    /// <param name="services">The services of this server.</param>
    /// <param name="alsoKnown">Files that no service imports but that callers meet, such as the error details.</param>
    public DescriptorIndex(IEnumerable<ServiceDescriptor> services, IEnumerable<FileDescriptor> alsoKnown)
    {
        var all = services.ToList();
        Services = [.. all.Select(static service => service.FullName).Order(StringComparer.Ordinal)];
        var files = new Dictionary<string, FileDescriptor>(StringComparer.Ordinal);
        foreach (var file in all.Select(static service => service.File).Concat(alsoKnown))
        {
            Add(files, file);
        }
        _files = files.ToFrozenDictionary(StringComparer.Ordinal);
        _symbols = files
            .Values.SelectMany(static file => Symbols(file).Select(name => (name, file)))
            .ToFrozenDictionary(static pair => pair.name, static pair => pair.file, StringComparer.Ordinal);
    }

    /// <summary>Full names, sorted.</summary>
    public IReadOnlyList<string> Services { get; }

    public FileDescriptor? FileByName(string name) => _files.GetValueOrDefault(name);

    public FileDescriptor? FileBySymbol(string symbol) => _symbols.GetValueOrDefault(symbol);

    /// <summary>The serialized file, then every file that it needs, each once.</summary>
    public static IEnumerable<ByteString> WithDependencies(FileDescriptor file)
    {
        var files = new Dictionary<string, FileDescriptor>(StringComparer.Ordinal);
        Add(files, file);
        return files.Values.Select(static f => f.SerializedData);
    }

    private static void Add(Dictionary<string, FileDescriptor> files, FileDescriptor file)
    {
        if (files.TryAdd(file.Name, file))
        {
            foreach (var dependency in file.Dependencies)
            {
                Add(files, dependency);
            }
        }
    }

    private static IEnumerable<string> Symbols(FileDescriptor file) =>
        file
            .MessageTypes.SelectMany(Symbols)
            .Concat(file.EnumTypes.SelectMany(Symbols))
            .Concat(file.Services.Select(static service => service.FullName))
            .Concat(file.Services.SelectMany(static service => service.Methods.Select(static m => m.FullName)));

    private static IEnumerable<string> Symbols(MessageDescriptor message) =>
        [
            message.FullName,
            .. message.Fields.InDeclarationOrder().Select(static field => field.FullName),
            .. message.NestedTypes.SelectMany(Symbols),
            .. message.EnumTypes.SelectMany(Symbols),
        ];

    private static IEnumerable<string> Symbols(EnumDescriptor type) =>
        [type.FullName, .. type.Values.Select(value => Scope(type) + value.Name)];

    // Protobuf's scoping is that of C++: a value stands beside its enum, not in it.
    private static string Scope(EnumDescriptor type) => type.FullName[..(type.FullName.LastIndexOf('.') + 1)];
}
