// SPDX-License-Identifier: Apache-2.0
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace HocBaSo.Signing.Compat.Tests.Surface;

/// <summary>Everything that one assembly refers to in some others, as "assembly|type" and "assembly|type::member signature".</summary>
internal static class References
{
    public static IReadOnlyList<string> From(string path, IReadOnlyCollection<string> assemblies)
    {
        using var file = new PEReader(File.OpenRead(path));
        var reader = file.GetMetadataReader();
        var types = reader
            .TypeReferences.Select(handle => (Name: TypeName(reader, handle), Handle: handle))
            .Where(type => assemblies.Contains(type.Name.Split('|')[0]))
            .Select(type => type.Name);
        var members = reader
            .MemberReferences.Select(reader.GetMemberReference)
            .Select(member => (Type: ParentName(reader, member.Parent), Member: member))
            .Where(pair => pair.Type is not null && assemblies.Contains(pair.Type.Split('|')[0]))
            .Select(pair => $"{pair.Type}::{MemberText(reader, pair.Member)}");
        return [.. types.Concat(members).Distinct().Order(StringComparer.Ordinal)];
    }

    private static string MemberText(MetadataReader reader, MemberReference member)
    {
        var name = reader.GetString(member.Name);
        return member.GetKind() == MemberReferenceKind.Method
            ? $"{name} {SignatureText.Of(member.DecodeMethodSignature(SignatureText.Provider, null))}"
            : $"{name} field {member.DecodeFieldSignature(SignatureText.Provider, null)}";
    }

    private static string? ParentName(MetadataReader reader, EntityHandle parent) =>
        parent.Kind switch
        {
            HandleKind.TypeReference => TypeName(reader, (TypeReferenceHandle)parent),
            HandleKind.TypeSpecification => GenericTypeName(reader, (TypeSpecificationHandle)parent),
            _ => null,
        };

    // ECMA-335 II.23.2.12: a generic instantiation is 0x15, then CLASS or VALUETYPE, then the type that is instantiated.
    private static string? GenericTypeName(MetadataReader reader, TypeSpecificationHandle handle)
    {
        var blob = reader.GetBlobReader(reader.GetTypeSpecification(handle).Signature);
        if (blob.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
        {
            return null;
        }

        blob.ReadCompressedInteger();
        var type = blob.ReadTypeHandle();
        return type.Kind == HandleKind.TypeReference ? TypeName(reader, (TypeReferenceHandle)type) : null;
    }

    private static string TypeName(MetadataReader reader, TypeReferenceHandle handle)
    {
        var type = reader.GetTypeReference(handle);
        var scope = type.ResolutionScope;
        while (scope.Kind == HandleKind.TypeReference)
        {
            scope = reader.GetTypeReference((TypeReferenceHandle)scope).ResolutionScope;
        }

        var assembly =
            scope.Kind == HandleKind.AssemblyReference
                ? reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)scope).Name)
                : "";
        return $"{assembly}|{SignatureText.NameOf(reader, type)}";
    }
}
