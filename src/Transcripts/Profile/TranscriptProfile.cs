// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Transcripts;

/// <summary>
/// The profile of a transcript: which role signs which blocks, in which order, at which level of school, and what may
/// stand in the document at all. Immutable; safe for concurrent use.
/// </summary>
/// <param name="mapping">The names in documents.</param>
/// <param name="rules">Who signs at which level.</param>
public sealed class TranscriptProfile(ElementMapping mapping, SchoolLevelRules rules) : IDocumentProfile
{
    /// <summary>The profile with both built-in files.</summary>
    public static TranscriptProfile Default { get; } = new(ElementMapping.Default, SchoolLevelRules.Default);

    /// <summary>The names in documents.</summary>
    public ElementMapping Mapping { get; } = mapping;

    /// <summary>Who signs at which level.</summary>
    public SchoolLevelRules Rules { get; } = rules;

    /// <inheritdoc />
    public bool Recognizes(ElementView root) => root.Tree.NameIn(Mapping.Vocabulary, root.Index) == Mapping.Root.Number;

    /// <inheritdoc />
    /// <remarks>A step that is wrong in itself is <see cref="SigningErrorKind.InvalidRequest"/>. The field is <c>steps[3]</c> or an element's path.</remarks>
    public SigningPlan Plan(ElementView root, IReadOnlyList<SigningStep> steps)
    {
        if (!Recognizes(root))
        {
            throw new SigningException(
                SigningErrorKind.UnsupportedFormat,
                $"The document is not a transcript: its root is not {Mapping.Root.Name}.",
                ElementPath.Of(root)
            );
        }
        if (root.Tree.UncoveredMarkup is { } reason)
        {
            throw new SigningException(SigningErrorKind.MalformedDocument, reason, ElementPath.Of(root));
        }
        var layout = LayoutScanner.Scan(Mapping, root);
        return new PlanBuilder(Mapping, layout, RuleFor(layout)).Build(steps);
    }

    /// <inheritdoc />
    public DocumentExpectation Expect(ElementView root)
    {
        var layout = LayoutScanner.Scan(Mapping, root);
        if (!Recognizes(root))
        {
            layout.Unsupported("The document is not a transcript.", root);
        }
        var rule = layout.Level is { } level ? Rules.Find(level) : null;
        return new ExpectationBuilder(Mapping, layout, rule).Build();
    }

    /// <summary>The rule of the document's level, once its form is known to be sound.</summary>
    /// <exception cref="SigningException">The document breaks a rule of form, or is of a level that is not served.</exception>
    private SchoolLevelRule RuleFor(TranscriptLayout layout)
    {
        if (!layout.HasHeader)
        {
            throw Missing("ThongTinHocBa", TranscriptIds.Header);
        }
        var worst =
            layout.Violations.Find(static v => v.Kind == SigningErrorKind.UnsupportedFormat)
            ?? layout.Violations.FirstOrDefault();
        if (worst is not null)
        {
            throw worst.ToException();
        }
        if (layout.SignatureList < 0)
        {
            throw Missing("DSCKS", Mapping.Root["DSCKS"].Name);
        }
        return Rules.Find(layout.Level!.Value)
            ?? throw new SigningException(
                SigningErrorKind.UnsupportedFormat,
                $"The school level {SchoolLevels.NameOf(layout.Level.Value)} is not served.",
                Mapping.Root["ThongTinHocBa"]["CapHoc"].Name
            );
    }

    private SigningException Missing(string concept, string field) =>
        new(SigningErrorKind.MissingBlock, $"The document has no {Mapping.Root[concept].Name}.", field);
}
