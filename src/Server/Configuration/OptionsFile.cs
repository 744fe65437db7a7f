// SPDX-License-Identifier: Apache-2.0
using Microsoft.Extensions.Configuration;

namespace HocBaSo.Signing.Server.Configuration;

/// <summary>From a JSON file and the environment to <see cref="SigningServerOptions"/>.</summary>
internal static class OptionsFile
{
    /// <summary><c>HBS_storage__journal=/var/lib/hbs/journal.db</c> overrides <c>storage.journal</c>.</summary>
    public const string EnvironmentPrefix = "HBS_";

    public static SigningServerOptions Load(string path)
    {
        var full = Path.GetFullPath(path);
        var errors = new ErrorList();
        var file = Read(full, errors);
        errors.ThrowIfAny(full);
        var values = new ConfigurationBuilder()
            .AddConfiguration(file)
            .AddEnvironmentVariables(EnvironmentPrefix)
            .Build();
        var node = new ConfigurationNode(values, file, "", Path.GetDirectoryName(full)!, errors);
        var options = OptionsReader.Read(node) with { Source = full };
        errors.ThrowIfAny(full);
        return options;
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
