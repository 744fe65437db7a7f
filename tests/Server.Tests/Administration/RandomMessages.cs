// SPDX-License-Identifier: Apache-2.0
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>Random messages of any type: right, nearly right and absurd values in every field.</summary>
/// <param name="random">Where they come from.</param>
/// <param name="texts">Values that get behind the first check, such as names that exist, by the field's name; "" for all others.</param>
/// <param name="octets">The same for octets, such as certificates.</param>
internal sealed class RandomMessages(
    Random random,
    IReadOnlyDictionary<string, string[]> texts,
    IReadOnlyList<byte[]> octets
)
{
    private static readonly string[] s_absurd =
    [
        "",
        " ",
        "\0",
        "a b",
        "\u001B[2J",
        "\u202E",
        "pkcs11:",
        "pkcs11:token=;id=%",
        "pkcs11:token=a;id=%00;object=b?pin-value=1234",
        "../../x",
        "𝔸",
        "\uFFFF",
        new('x', 300),
        new('ệ', 70_000),
    ];

    private static readonly long[] s_numbers = [0, 1, 2, 3, -1, 9, 100, 500, 501, int.MaxValue, int.MinValue];

    /// <summary>A message of the type.</summary>
    public IMessage Next(MessageDescriptor type, int depth = 0)
    {
        var message = type.Parser.ParseFrom(ByteString.Empty);
        foreach (var field in type.Fields.InDeclarationOrder())
        {
            if (field.IsRepeated)
            {
                var list = (System.Collections.IList)field.Accessor.GetValue(message);
                var count = random.Next(8) == 0 ? random.Next(70) : random.Next(3);
                for (var i = 0; i < count; i++)
                {
                    list.Add(Value(field, depth));
                }
            }
            else if (random.Next(20) > 0)
            {
                field.Accessor.SetValue(message, Value(field, depth));
            }
        }
        return message;
    }

    private object Value(FieldDescriptor field, int depth) =>
        field.FieldType switch
        {
            FieldType.String => Text(field.Name),
            FieldType.Bytes => ByteString.CopyFrom(Octets()),
            FieldType.Int32 => random.Next(2) == 0 ? 1 : (int)Pick(s_numbers),
            FieldType.Int64 => random.Next(3) == 0
                ? random.NextInt64(long.MinValue, long.MaxValue)
                : 1_800_000_000 + Pick(s_numbers),
            FieldType.Bool => random.Next(2) == 0,
            FieldType.Enum => random.Next(8) == 0 ? (int)Pick(s_numbers) : random.Next(1, 5),
            FieldType.Message => Next(field.MessageType, depth + 1),
            _ => throw new NotSupportedException($"{field.FullName}: {field.FieldType}"),
        };

    private string Text(string field) =>
        random.Next(20) == 0 ? Pick(s_absurd)
        : texts.TryGetValue(field, out var known) && random.Next(10) > 0 ? Pick(known)
        : Pick(texts[""]);

    private byte[] Octets()
    {
        var made = (byte[])Pick(octets).Clone();
        for (var i = random.Next(4); i > 0 && made.Length > 0; i--)
        {
            made[random.Next(made.Length)] = (byte)random.Next(256);
        }
        return random.Next(6) == 0 ? made[..random.Next(made.Length + 1)] : made;
    }

    private T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];
}
