// SPDX-License-Identifier: Apache-2.0
using Google.Protobuf.Reflection;

namespace HocBaSo.Signing.Integration;

/// <summary>The public API of the protos as lines, one for each thing that a caller may depend on.</summary>
internal static class ProtoSurface
{
    public static SortedSet<string> Of(params FileDescriptor[] files) =>
        new(
            files.SelectMany(static file =>
                file.MessageTypes.SelectMany(Message)
                    .Concat(file.EnumTypes.SelectMany(Enum))
                    .Concat(file.Services.SelectMany(Service))
            ),
            StringComparer.Ordinal
        );

    private static IEnumerable<string> Message(MessageDescriptor message) =>
        message
            .Fields.InDeclarationOrder()
            .Select(field =>
                $"field {message.FullName}.{field.Name} = {field.FieldNumber}: {Type(field)}{Cardinality(field)}"
            )
            .Concat(message.NestedTypes.SelectMany(Message))
            .Concat(message.EnumTypes.SelectMany(Enum));

    private static string Type(FieldDescriptor field) =>
        field.FieldType switch
        {
            FieldType.Message => field.MessageType.FullName,
            FieldType.Enum => field.EnumType.FullName,
            var scalar => scalar.ToString().ToLowerInvariant(),
        };

    private static string Cardinality(FieldDescriptor field) =>
        field.IsRepeated ? " repeated"
        : field.RealContainingOneof is { } oneof ? $" in {oneof.Name}"
        : field.HasPresence && field.FieldType != FieldType.Message ? " optional"
        : "";

    private static IEnumerable<string> Enum(EnumDescriptor type) =>
        type.Values.Select(value => $"enum {type.FullName}.{value.Name} = {value.Number}");

    private static IEnumerable<string> Service(ServiceDescriptor service) =>
        service.Methods.Select(method =>
            $"rpc {method.FullName}({Stream(method.IsClientStreaming)}{method.InputType.FullName}) returns ({Stream(method.IsServerStreaming)}{method.OutputType.FullName})"
        );

    private static string Stream(bool isStream) => isStream ? "stream " : "";
}
