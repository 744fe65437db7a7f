// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server.Telemetry;

/// <summary>
/// The headers that a collector wants, such as a key: out of a file or a variable, never out of the configuration. They are read at
/// start, and stand in no message.
/// </summary>
internal static class OtlpHeaders
{
    private const int MaxLength = 16 << 10;
    private static readonly string[] s_separators = ["\r\n", "\n", ","];

    /// <summary>Why they can't be used; null when they can, or when there are none.</summary>
    public static string? Objection(OtlpOptions options)
    {
        try
        {
            Read(options);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "can't be read";
        }
        catch (FormatException e)
        {
            return e.Message;
        }
    }

    /// <summary>In the form that the exporter takes: <c>name=value,name=value</c>; empty for none.</summary>
    /// <exception cref="FormatException">They are none.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static string Read(OtlpOptions options)
    {
        var text = options switch
        {
            { HeadersFile: { } file } => ReadFile(file),
            { HeadersEnvironment: { } name } => Environment.GetEnvironmentVariable(name)
                ?? throw new FormatException("names a variable that is not set"),
            _ => "",
        };
        var headers = text.Split(s_separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return headers.All(IsHeader)
            ? string.Join(',', headers)
            : throw new FormatException("holds something else than headers in the form name=value");
    }

    private static string ReadFile(string file)
    {
        var info = new FileInfo(file);
        return info is { Exists: true, Length: > MaxLength }
            ? throw new FormatException("is longer than 16 KiB")
            : File.ReadAllText(file);
    }

    // RFC 9110 §5.6.2: a token, then a value that is visible.
    private static bool IsHeader(string header)
    {
        var equals = header.IndexOf('=', StringComparison.Ordinal);
        return equals > 0
            && header[..equals].Trim().All(static c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c))
            && header[(equals + 1)..].All(static c => c is >= ' ' and <= '~');
    }
}
