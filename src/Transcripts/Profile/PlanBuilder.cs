// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Transcripts;

/// <summary>Goes through the steps of one request in their order, as if each had been carried out before the next.</summary>
internal sealed class PlanBuilder
{
    private readonly ElementMapping _mapping;
    private readonly TranscriptLayout _layout;
    private readonly SchoolLevelRule _rule;
    private readonly HashSet<RoleClaim> _signed;
    private readonly Dictionary<RoleClaim, int> _emptyContainers = [];
    private readonly int _blocks;
    private int? _homeroomTeacherWave;
    private int _wave;

    /// <summary>Starts from the signatures that the document has.</summary>
    /// <param name="mapping">The names in documents.</param>
    /// <param name="layout">A layout without violations.</param>
    /// <param name="rule">The rule of its level.</param>
    public PlanBuilder(ElementMapping mapping, TranscriptLayout layout, SchoolLevelRule rule)
    {
        _mapping = mapping;
        _layout = layout;
        _rule = rule;
        _signed = [.. layout.Signed];
        _blocks = layout.Subjects.Count;
        foreach (var container in layout.Containers)
        {
            if (!container.IsSigned)
            {
                _emptyContainers[container.Claim] = container.Element;
            }
        }
    }

    public SigningPlan Build(IReadOnlyList<SigningStep> steps)
    {
        var planned = new PlannedSignature[steps.Count];
        for (var i = 0; i < planned.Length; i++)
        {
            planned[i] = Plan(steps[i].Claim, i, $"steps[{i}]");
        }
        return new SigningPlan(_layout.LookupCode, _layout.SchoolCode, SchoolLevels.NameOf(_rule.Level), planned);
    }

    private PlannedSignature Plan(RoleClaim claim, int index, string field)
    {
        CheckClaim(claim, field);
        CheckNotSigned(claim, field);
        CheckOrder(claim, field);
        CheckBlocks(claim, field);
        _wave = WaveOf(claim, index);
        var homeroomTeacherSigned = _signed.Contains(new RoleClaim(SignerRole.Gvcn));
        _signed.Add(claim);
        if (claim.Role == SignerRole.Gvcn)
        {
            _homeroomTeacherWave = _wave;
        }
        return new PlannedSignature(claim, TranscriptIds.SignatureId(claim, _layout.LookupCode))
        {
            SignedIds = _layout.SignedIds(claim, homeroomTeacherSigned),
            Place = PlaceOf(claim),
            Wave = _wave,
        };
    }

    private void CheckClaim(RoleClaim claim, string field)
    {
        if (!Enum.IsDefined(claim.Role) || (claim.Role == SignerRole.Gvbm) != RoleClaim.IsSubject(claim.Subject))
        {
            throw new SigningException(
                SigningErrorKind.InvalidRequest,
                "The step names no role, or GVBM without its subject.",
                field
            );
        }
        if (_rule.Find(claim.Role) is null)
        {
            throw new SigningException(
                SigningErrorKind.InvalidRequest,
                $"{claim.RoleName} does not sign at the level {SchoolLevels.NameOf(_rule.Level)}.",
                field
            );
        }
    }

    private void CheckNotSigned(RoleClaim claim, string field)
    {
        if (_signed.Contains(new RoleClaim(SignerRole.PhatHanh)))
        {
            throw new SigningException(
                SigningErrorKind.AlreadySealed,
                $"The transcript bears the school's seal: {claim} can't sign any more.",
                field
            );
        }
        if (_signed.Contains(claim))
        {
            throw new SigningException(
                SigningErrorKind.AlreadySigned,
                $"{claim} has signed this transcript already.",
                field
            );
        }
    }

    private void CheckOrder(RoleClaim claim, string field)
    {
        foreach (var later in _rule.Roles)
        {
            if (later.Role > claim.Role && _signed.Contains(new RoleClaim(later.Role)))
            {
                throw new SigningException(
                    SigningErrorKind.OutOfOrder,
                    $"{claim} has to sign before {RoleClaim.NameOf(later.Role)}, which has signed already.",
                    field
                );
            }
        }
        if (_layout.MissingBefore(claim.Role, _rule, _signed) is { } missing)
        {
            throw new SigningException(SigningErrorKind.OutOfOrder, $"{missing} has to sign before {claim}.", field);
        }
    }

    private void CheckBlocks(RoleClaim claim, string field)
    {
        if (claim.Role == SignerRole.Gvbm)
        {
            if (!_layout.HasSubject(claim.Subject!))
            {
                throw Missing(claim, TranscriptIds.SubjectId(claim.Subject!, _layout.LookupCode), field);
            }
            return;
        }
        if (_blocks < _rule.MinSubjectBlocks)
        {
            throw new SigningException(
                SigningErrorKind.MissingBlock,
                $"{claim} can't sign: the document has {_blocks} subject blocks (MH-…), the level needs {_rule.MinSubjectBlocks}.",
                field
            );
        }
        if (_blocks > _rule.MaxSubjectBlocks)
        {
            throw new SigningException(
                SigningErrorKind.MalformedDocument,
                $"The document has {_blocks} subject blocks, the level allows {_rule.MaxSubjectBlocks}.",
                field
            );
        }
        if (!_layout.HasSummary)
        {
            throw Missing(claim, TranscriptIds.SummaryId(_layout.LookupCode), field);
        }
        if (claim.Role == SignerRole.PhatHanh && !_layout.HasRelease)
        {
            throw Missing(claim, TranscriptIds.ReleaseId(_layout.LookupCode), field);
        }
    }

    /// <summary>A later wave only for what covers something that this request makes: GVCN's value, or everything.</summary>
    private int WaveOf(RoleClaim claim, int index) =>
        claim.Role switch
        {
            SignerRole.Cbql when _homeroomTeacherWave is { } wave => Math.Max(_wave, wave + 1),
            SignerRole.PhatHanh when index > 0 => _wave + 1,
            _ => _wave,
        };

    private SignaturePlace PlaceOf(RoleClaim claim)
    {
        var container = ContainerOf(claim.Role);
        return new SignaturePlace(_layout.SignatureList, container.Name)
        {
            ExistingContainer = _emptyContainers.TryGetValue(claim, out var element) ? element : null,
            ContainerAttribute = container.AttributeName is { } name ? (name, claim.Subject!) : null,
        };
    }

    private MappedElement ContainerOf(SignerRole role) => _mapping.SignatureList[RoleClaim.NameOf(role)];

    private static SigningException Missing(RoleClaim claim, string id, string field) =>
        new(SigningErrorKind.MissingBlock, $"{claim} can't sign: the document has no block {id}.", field);
}
