// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Transcripts;

/// <summary>Reads a rule file and finds all its defects before it gives up.</summary>
internal sealed class SchoolLevelRulesParser
{
    private const int MaxBlocks = 200;
    private readonly ConfigurationReader _reader = new("school-level rules");
    private readonly Dictionary<SchoolLevel, SchoolLevelRule> _rules = [];

    public SchoolLevelRules Run(ReadOnlyMemory<byte> json)
    {
        var hasLevels = false;
        _reader.Read(
            json,
            (key, value) =>
            {
                switch (key)
                {
                    case "$comment":
                        break;
                    case "levels":
                        hasLevels = true;
                        _reader.Members(key, value, Level);
                        break;
                    default:
                        _reader.Unknown(key);
                        break;
                }
            }
        );
        if (!hasLevels)
        {
            _reader.Add("levels is missing.");
        }
        _reader.ThrowIfAny();
        return new SchoolLevelRules(_rules);
    }

    private void Level(string name, JsonElement value)
    {
        var path = $"levels.{name}";
        if (!SchoolLevels.TryParse(name, out var level))
        {
            _reader.Unknown(path);
            return;
        }
        var rule = new SchoolLevelRule(level, []);
        _reader.Members(path, value, (key, member) => rule = LevelMember(rule, path, key, member));
        CheckRoles(path, rule.Roles);
        if (rule.MaxSubjectBlocks < rule.MinSubjectBlocks)
        {
            _reader.Add($"{path}.subjectBlocks: max is less than min.");
        }
        _rules[level] = rule;
    }

    private SchoolLevelRule LevelMember(SchoolLevelRule rule, string path, string key, JsonElement value)
    {
        switch (key)
        {
            case "roles":
                return rule with { Roles = Roles($"{path}.roles", value) };
            case "subjectBlocks":
                _reader.Members($"{path}.{key}", value, (k, v) => rule = Blocks(rule, $"{path}.{key}.{k}", k, v));
                return rule;
            default:
                _reader.Unknown($"{path}.{key}");
                return rule;
        }
    }

    private SchoolLevelRule Blocks(SchoolLevelRule rule, string path, string key, JsonElement value)
    {
        var isCount = value.ValueKind == JsonValueKind.Number;
        if (!isCount || !value.TryGetInt32(out var count) || count is < 1 or > MaxBlocks)
        {
            _reader.Add($"{path} has to be a whole number from 1 to {MaxBlocks}.");
            return rule;
        }
        switch (key)
        {
            case "min":
                return rule with { MinSubjectBlocks = count };
            case "max":
                return rule with { MaxSubjectBlocks = count };
            default:
                _reader.Unknown(path);
                return rule;
        }
    }

    private List<RoleRule> Roles(string path, JsonElement value)
    {
        var roles = new List<RoleRule>();
        if (value.ValueKind != JsonValueKind.Array)
        {
            _reader.Add($"{path} has to be a list.");
            return roles;
        }
        foreach (var item in value.EnumerateArray())
        {
            if (Role($"{path}[{roles.Count}]", item) is { } role)
            {
                roles.Add(role);
            }
        }
        return roles;
    }

    private RoleRule? Role(string path, JsonElement value)
    {
        SignerRole? role = null;
        bool? required = null;
        _reader.Members(
            path,
            value,
            (key, member) =>
            {
                switch (key)
                {
                    case "role":
                        role = RoleOf(_reader.Text($"{path}.role", member, 20));
                        break;
                    case "required" when member.ValueKind is JsonValueKind.True or JsonValueKind.False:
                        required = member.GetBoolean();
                        break;
                    case "required":
                        break;
                    default:
                        _reader.Unknown($"{path}.{key}");
                        break;
                }
            }
        );
        if (role is null || required is null)
        {
            _reader.Add($"{path} needs role (GVBM, GVCN, CBQL, PHAT_HANH) and required (true, false).");
            return null;
        }
        return new RoleRule(role.Value, required.Value);
    }

    /// <summary>What a role covers depends on who signed before it, so a file may leave roles out but not reorder them.</summary>
    private void CheckRoles(string path, IReadOnlyList<RoleRule> roles)
    {
        for (var i = 1; i < roles.Count; i++)
        {
            if (roles[i].Role <= roles[i - 1].Role)
            {
                _reader.Add($"{path}.roles: the order is GVBM, GVCN, CBQL, PHAT_HANH, each at most once.");
                return;
            }
        }
        if (roles.Count == 0 || roles[^1] is not { Role: SignerRole.PhatHanh, IsRequired: true })
        {
            _reader.Add($"{path}.roles: PHAT_HANH has to be there, last and required.");
        }
    }

    private static SignerRole? RoleOf(string name) =>
        Enum.GetValues<SignerRole>().Cast<SignerRole?>().FirstOrDefault(r => RoleClaim.NameOf(r!.Value) == name);
}
