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
        var values = new ConfigurationBuilder()
            .AddConfiguration(file)
            .AddEnvironmentVariables(EnvironmentPrefix)
            .Build();
        var node = new ConfigurationNode(values, file, "", Path.GetDirectoryName(full)!, errors);
        return OptionsReader.Read(node) with { Source = full };
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
