// SPDX-License-Identifier: Apache-2.0
using Microsoft.Extensions.Configuration;

namespace HocBaSo.Signing.Server.Configuration;

/// <summary>From a JSON file and the environment to <see cref="SigningServerOptions"/>.</summary>
internal static class OptionsFile
{
    /// <summary><c>HBS_storage__journal=/var/lib/hbs/journal.db</c> overrides <c>storage.journal</c>.</summary>
    public const string EnvironmentPrefix = "HBS_";

    /// <summary>Reads the file with what the environment overrides.</summary>
    /// <exception cref="ConfigurationException">All mistakes of form at once.</exception>
    public static SigningServerOptions Load(string path)
    {
        var errors = new ErrorList();
        var options = TryLoad(path, errors);
        errors.ThrowIfAny(Path.GetFullPath(path));
        return options!;
    }

    /// <summary>
    /// Null, and noted, when the file can't be read at all. Otherwise mistakes of form are noted, and what could not be read has its
    /// default or is empty.
    /// </summary>
    public static SigningServerOptions? TryLoad(string path, ErrorList errors)
    {
        var full = Path.GetFullPath(path);
        var file = Read(full, errors);
        if (!errors.IsEmpty)
        {
            return null;
        }
        // Not chained into the values: there an empty variable has to hide what the file says.
        var environment = new ConfigurationBuilder().AddEnvironmentVariables(EnvironmentPrefix).Build();
        var values = new ConfigurationBuilder()
            .AddConfiguration(file)
            .AddEnvironmentVariables(EnvironmentPrefix)
            .Build();
        var named = new ConfigurationBuilder()
            .AddConfiguration(file)
            .AddInMemoryCollection(Paths(environment, values))
            .Build();
        var node = new ConfigurationNode(values, named, "", Path.GetDirectoryName(full)!, errors);
        return OptionsReader.Read(node) with { Source = full };
    }

    // HBS_CERT and the like are the command line's; and a secret may be in a variable of any name.
    private static IEnumerable<KeyValuePair<string, string?>> Paths(IConfiguration environment, IConfiguration values)
    {
        var secrets = values
            .AsEnumerable()
            .Where(static value => value.Key.EndsWith("Environment", StringComparison.OrdinalIgnoreCase))
            .Select(static value =>
                value.Value?.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal)
            )
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return environment
            .AsEnumerable()
            .Where(value =>
                value.Value is not null
                && value.Key.Contains(ConfigurationPath.KeyDelimiter, StringComparison.Ordinal)
                && !secrets.Contains(EnvironmentPrefix + value.Key)
            );
    }

    private static IConfigurationRoot Read(string path, ErrorList errors)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return new ConfigurationBuilder().AddJsonStream(stream).Build();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.Add("", "The file can't be read.");
        }
        catch (Exception e) when (e is FormatException or InvalidDataException or System.Text.Json.JsonException)
        {
            errors.Add("", $"The file is not JSON: {e.InnerException?.Message ?? e.Message}");
        }
        return new ConfigurationBuilder().Build();
    }
}
