// SPDX-License-Identifier: Apache-2.0
using System.Text.Encodings.Web;
using System.Text.Json;

namespace HocBaSo.Signing.Benchmarks;

/// <summary><c>benchmarks/budgets.json</c>.</summary>
public static class BudgetFile
{
    private const string Solution = "HocBaSo.SigningServer.sln";

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>The file in the working copy that this program was built in.</summary>
    /// <exception cref="FileNotFoundException">It does not run in one.</exception>
    public static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Solution)))
            {
                return Path.Combine(folder.FullName, "benchmarks", "budgets.json");
            }
        }
        throw new FileNotFoundException($"There is no {Solution} above {AppContext.BaseDirectory}.");
    }

    /// <summary>Reads the budgets.</summary>
    /// <exception cref="JsonException">The file is none of budgets.</exception>
    public static IReadOnlyList<StageBudget> Read(string path) =>
        JsonSerializer.Deserialize<List<StageBudget>>(File.ReadAllText(path), s_json)
        ?? throw new JsonException("The file holds no budgets.");

    /// <summary>Writes the budgets.</summary>
    public static void Write(string path, IReadOnlyList<StageBudget> budgets) =>
        File.WriteAllText(path, JsonSerializer.Serialize(budgets, s_json) + "\n");
}
