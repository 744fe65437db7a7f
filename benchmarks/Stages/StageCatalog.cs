// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Benchmarks;

/// <summary>Every stage there is: the benchmarks and the budgets run this same code.</summary>
public static class StageCatalog
{
    /// <summary>The stages, along the way of a document.</summary>
    public static IReadOnlyList<StageDefinition> All { get; } =
    [
        .. XmlStages.All,
        .. CmsStages.All,
        .. PdfStages.All,
        .. VerificationStages.All,
        .. RenditionStages.All,
        .. MessageStages.All,
        .. JournalStages.All,
        .. WayStages.All,
    ];

    /// <summary>The stage of that name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static StageDefinition Find(string name) =>
        All.FirstOrDefault(stage => stage.Name == name)
        ?? throw new ArgumentException($"There is no stage '{name}'.", nameof(name));
}
