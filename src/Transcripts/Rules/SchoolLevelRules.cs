// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>
/// Which roles each school level needs. Texts and practice differ, so it is a file, not code (docs/transcript.md).
/// Immutable.
/// </summary>
public sealed class SchoolLevelRules
{
    private static readonly Lazy<SchoolLevelRules> LazyDefault = new(static () =>
        Parse(EmbeddedFile.Read("school-levels.default.json"))
    );

    private readonly IReadOnlyDictionary<SchoolLevel, SchoolLevelRule> _rules;

    internal SchoolLevelRules(IReadOnlyDictionary<SchoolLevel, SchoolLevelRule> rules) => _rules = rules;

    /// <summary>Tiểu học: GVCN, CBQL, PHAT_HANH (GVBM may). THCS and THPT: every GVBM as well.</summary>
    public static SchoolLevelRules Default => LazyDefault.Value;

    /// <summary>The levels that the file states.</summary>
    public IEnumerable<SchoolLevel> Levels => _rules.Keys;

    /// <summary>The rule of a level; null when the file leaves the level out, so that it isn't served.</summary>
    public SchoolLevelRule? Find(SchoolLevel level) => _rules.GetValueOrDefault(level);

    /// <summary>Reads a rule file.</summary>
    /// <param name="json">UTF-8 JSON, docs/transcript.md.</param>
    /// <exception cref="TranscriptConfigurationException">All defects at once.</exception>
    public static SchoolLevelRules Parse(ReadOnlyMemory<byte> json) => new SchoolLevelRulesParser().Run(json);

    /// <summary>Reads a rule file.</summary>
    /// <exception cref="TranscriptConfigurationException">As <see cref="Parse"/>.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static SchoolLevelRules Load(string path) => Parse(File.ReadAllBytes(path));
}
