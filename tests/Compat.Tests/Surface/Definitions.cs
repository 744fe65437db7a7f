// SPDX-License-Identifier: Apache-2.0
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace HocBaSo.Signing.Compat.Tests.Surface;

/// <summary>Everything that one assembly offers to others, in the words of <see cref="References"/>.</summary>
internal static class Definitions
{
    public static IReadOnlyList<string> Of(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var reader = file.GetMetadataReader();
        var assembly = reader.GetString(reader.GetAssemblyDefinition().Name);
        var all = new List<string>();
        foreach (var type in reader.TypeDefinitions.Select(reader.GetTypeDefinition).Where(IsVisible))
        {
            var name = $"{assembly}|{SignatureText.NameOf(reader, type)}";
            all.Add(name);
            all.AddRange(Members(reader, type).Select(member => $"{name}::{member}"));
        }

        return all;
    }

    private static IEnumerable<string> Members(MetadataReader reader, TypeDefinition type)
    {
        var methods = type.GetMethods()
            .Select(reader.GetMethodDefinition)
            .Where(method =>
                (method.Attributes & MethodAttributes.MemberAccessMask)
                    is MethodAttributes.Public
                        or MethodAttributes.Family
                        or MethodAttributes.FamORAssem
            )
            .Select(method =>
                $"{reader.GetString(method.Name)} {SignatureText.Of(method.DecodeSignature(SignatureText.Provider, null))}"
            );
        var fields = type.GetFields()
            .Select(reader.GetFieldDefinition)
            .Where(field => (field.Attributes & FieldAttributes.FieldAccessMask) == FieldAttributes.Public)
            .Select(field =>
                $"{reader.GetString(field.Name)} field {field.DecodeSignature(SignatureText.Provider, null)}"
            );
        return methods.Concat(fields);
    }

    private static bool IsVisible(TypeDefinition type) =>
        (type.Attributes & TypeAttributes.VisibilityMask)
            is TypeAttributes.Public
                or TypeAttributes.NestedPublic
                or TypeAttributes.NestedFamORAssem;
}
