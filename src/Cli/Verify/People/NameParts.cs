// SPDX-License-Identifier: Apache-2.0
using System.Text;

namespace HocBaSo.Signing.Cli;

/// <summary>
/// The parts of a distinguished name as .NET writes it: <c>CN=Lê Văn Đạt, O="A, B"</c>. A value with a comma, a quote and the
/// like stands in quotes, a quote inside is doubled; a backslash means itself. So a value can't pass for another part.
/// </summary>
internal sealed class NameParts
{
    private readonly List<(string Type, string Value)> _parts = [];

    private NameParts() { }

    /// <summary>Reads a name; text that is none gives what can be told apart.</summary>
    public static NameParts Parse(string name)
    {
        var parts = new NameParts();
        for (var index = 0; index < name.Length; )
        {
            var equals = name.IndexOf('=', index);
            if (equals < 0)
            {
                break;
            }
            var type = name[index..equals].Trim(' ', ',', '+');
            index = equals + 1;
            parts._parts.Add((type, ReadValue(name, ref index)));
        }
        return parts;
    }

    /// <summary>The values of a type in the order of the name, joined by semicolons; null when there is none.</summary>
    public string? Values(string type)
    {
        var values = string.Join(
            "; ",
            _parts.Where(p => p.Type == type && p.Value.Length > 0).Select(static p => p.Value)
        );
        return values.Length == 0 ? null : values;
    }

    private static string ReadValue(string name, ref int index)
    {
        if (index < name.Length && name[index] == '"')
        {
            return ReadQuoted(name, ref index);
        }
        var start = index;
        while (index < name.Length && name[index] is not (',' or '+'))
        {
            index++;
        }
        return name[start..index].Trim();
    }

    private static string ReadQuoted(string name, ref int index)
    {
        var value = new StringBuilder();
        for (index++; index < name.Length; index++)
        {
            if (name[index] != '"')
            {
                value.Append(name[index]);
            }
            else if (index + 1 < name.Length && name[index + 1] == '"')
            {
                value.Append('"');
                index++;
            }
            else
            {
                index++;
                break;
            }
        }
        return value.ToString();
    }
}
