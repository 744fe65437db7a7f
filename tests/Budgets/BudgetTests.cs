// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Benchmarks;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace HocBaSo.Signing.Budgets;

/// <summary>
/// <c>benchmarks/budgets.json</c>, held. What is over its budget by intent gets a new one with
/// <c>dotnet run -c Release --project benchmarks/Micro -- --budgets --write</c>, and a reason in the commit.
/// </summary>
public sealed class BudgetTests
{
    private static readonly IReadOnlyList<StageBudget> s_budgets = BudgetFile.Read(BudgetFile.Find());

    public static TheoryData<string> Stages => [.. StageCatalog.All.Select(static stage => stage.Name)];

    [Theory]
    [MemberData(nameof(Stages))]
    public void Stage_WhenItIsWarm_AllocatesWithinItsBudget(string name)
    {
        var budget = s_budgets.Single(budget => budget.Stage == name);
        using var stage = StageCatalog.Find(name).Create();

        var least = StageMeter.Allocated(stage, budget.AllocatedBytes);

        Assert.True(least.Bytes > 0, $"{least}");
        Assert.True(least.Bytes <= budget.AllocatedBytes, $"{least}, the budget of {name} is {budget.AllocatedBytes}");
    }

    [Fact]
    public void Budgets_WhenTheFileIsRead_AreThoseOfAllStagesThereAreAndOfNoOthers()
    {
        var stages = StageCatalog.All.Select(static stage => (stage.Name, stage.Input));

        Assert.Equal(stages, s_budgets.Select(static budget => (budget.Stage, budget.Input)));
    }

    [Fact]
    public void Stages_WhenTheyAreListed_BearNamesOfTheirOwn() =>
        Assert.Equal(
            StageCatalog.All.Count,
            StageCatalog.All.Select(static stage => stage.Name).Distinct(StringComparer.Ordinal).Count()
        );

    // What was promised outside the token; a budget may be less, never more.
    [Theory]
    [InlineData("xml.sign.one", 64 << 10, 150)]
    [InlineData("xml.sign.one.long", 64 << 10, 150)]
    [InlineData("pdf.sign.one", 128 << 10, 250)]
    [InlineData("way.xml", long.MaxValue, 400)]
    [InlineData("way.pdf", long.MaxValue, 600)]
    public void Budget_WhenAnAimIsPromised_IsNotAboveIt(string name, long bytes, int micros)
    {
        var budget = s_budgets.Single(budget => budget.Stage == name);

        Assert.InRange(budget.AllocatedBytes, 1, bytes);
        Assert.InRange(budget.StatedCpuMicros, 1, micros);
    }
}
