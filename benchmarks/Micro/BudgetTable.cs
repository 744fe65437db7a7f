// SPDX-License-Identifier: Apache-2.0
using System.Globalization;

namespace HocBaSo.Signing.Benchmarks;

/// <summary>Measures stages and prints them beside their budgets, as a table in Markdown.</summary>
internal static class BudgetTable
{
    // Bytes differ a little from run to run where threads share the work, and from one update of .NET to the next.
    private const double Slack = 1.2;
    private const double LooseFrom = 1.3;
    private const int Step = 64;

    /// <summary>Runs <c>--budgets [--write] [NAME…]</c>.</summary>
    /// <param name="arguments">What comes behind it; a name stands for all stages that begin with it.</param>
    /// <returns>0; 1 when a stage is over its budget.</returns>
    public static int Run(IReadOnlyList<string> arguments)
    {
        const string Write = "--write";
        var names = arguments.Where(static a => a != Write).ToList();
        var budgets = BudgetFile.Read(BudgetFile.Find()).ToDictionary(static b => b.Stage, StringComparer.Ordinal);
        Console.WriteLine("| stage | input | bytes | budget | CPU µs | stated µs | wall µs | |");
        Console.WriteLine("|---|---|--:|--:|--:|--:|--:|---|");
        var isOver = false;
        foreach (var stage in StageCatalog.All.Where(stage => IsChosen(stage, names)))
        {
            var measured = Measure(stage);
            var budget = budgets.GetValueOrDefault(stage.Name);
            isOver |= budget is null || measured.AllocatedBytes > budget.AllocatedBytes;
            Console.WriteLine(Row(stage, measured, budget));
            budgets[stage.Name] = BudgetOf(stage, measured, budget);
        }
        if (arguments.Contains(Write))
        {
            BudgetFile.Write(
                BudgetFile.Find(),
                [.. StageCatalog.All.Select(s => budgets.GetValueOrDefault(s.Name)).OfType<StageBudget>()]
            );
            return 0;
        }
        return isOver ? 1 : 0;
    }

    private static bool IsChosen(StageDefinition stage, List<string> names) =>
        names.Count == 0 || names.Exists(name => stage.Name.StartsWith(name, StringComparison.Ordinal));

    private static StageMeasurement Measure(StageDefinition definition)
    {
        using var stage = definition.Create();
        return StageMeter.Measure(stage);
    }

    private static string Row(StageDefinition stage, StageMeasurement measured, StageBudget? budget)
    {
        var verdict =
            budget is null ? "no budget"
            : measured.AllocatedBytes > budget.AllocatedBytes ? "**over**"
            : IsLoose(measured, budget) ? "loose"
            : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| `{stage.Name}` | {stage.Input} | {measured.AllocatedBytes:N0} | {budget?.AllocatedBytes:N0} "
                + $"| {measured.CpuMicros:N1} | {budget?.StatedCpuMicros:N0} | {measured.WallMicros:N1} | {verdict} |"
        );
    }

    private static bool IsLoose(StageMeasurement measured, StageBudget budget) =>
        budget.AllocatedBytes > Math.Max(measured.AllocatedBytes * LooseFrom, measured.AllocatedBytes + (2 * Step));

    // The stated time is an aim: only a new stage gets what was measured.
    private static StageBudget BudgetOf(StageDefinition stage, StageMeasurement measured, StageBudget? budget) =>
        new()
        {
            Stage = stage.Name,
            Input = stage.Input,
            AllocatedBytes = (long)Math.Ceiling(measured.AllocatedBytes * Slack / Step) * Step,
            StatedCpuMicros = budget?.StatedCpuMicros ?? (int)Math.Ceiling(measured.CpuMicros),
        };
}
