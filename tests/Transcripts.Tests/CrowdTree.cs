// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Transcripts.Tests;

/// <summary>A root with a header and DSCKS, and very many elements of one kind; counts what it is asked.</summary>
internal sealed class CrowdTree : IElementTree
{
    private const int Fixed = 5;
    private static readonly string[] Names = ["HocBaSo", "ThongTinHocBa", "MaTraCuu", "CapHoc", "DSCKS"];
    private readonly string _kind;
    private readonly int _many;
    private readonly string _longName = new('x', 100_000);

    public CrowdTree(string kind, int many)
    {
        _kind = kind;
        _many = many;
    }

    public long Questions { get; private set; }

    public int Count => Fixed + (_kind == "subjects" ? 2 * _many : _many);

    private bool InList => _kind is "containers" or "gvcn";

    public string LocalName(int element) => Ask(element < Fixed ? Names[element] : CrowdName(element));

    public string NamespaceName(int element) => Ask(_kind == "gvcn" && IsInner(element) ? Doc.Ds.NamespaceName : "");

    public int Parent(int element) =>
        Ask(
            element switch
            {
                0 => -1,
                1 or 4 => 0,
                2 or 3 => 1,
                _ when IsInner(element) => element - 1,
                _ when _kind == "deep" => element == Fixed ? 0 : element - 1,
                _ => InList ? 4 : 0,
            }
        );

    public int FirstChild(int element) =>
        Ask(
            element switch
            {
                0 => 1,
                1 => 2,
                4 => InList ? Fixed : -1,
                >= Fixed when HasInner && !IsInner(element) => element + 1,
                >= Fixed when _kind == "deep" && element + 1 < Count => element + 1,
                _ => -1,
            }
        );

    public int NextSibling(int element)
    {
        var next = element switch
        {
            1 => 4,
            2 => 3,
            4 when !InList => Fixed,
            >= Fixed when _kind != "deep" && !IsInner(element) => element + (HasInner ? 2 : 1),
            _ => -1,
        };
        return Ask(next < Count ? next : -1);
    }

    public string? Attribute(int element, string name) =>
        Ask(_kind == "containers" && element >= Fixed && name == "MaMon" ? $"M{element}" : null);

    public int AttributeCount(int element) => Ask(_kind == "attributes" && element == 4 ? _many : 0);

    public string AttributeName(int element, int index) => Ask("a");

    public string Text(int element) =>
        Ask(
            element == 2 ? new string('a', 32)
            : element == 3 ? "03"
            : _kind == "subjects" && IsInner(element) ? $"M{element}"
            : ""
        );

    public bool HasText(int element) => Ask(element is 2 or 3);

    private bool HasInner => _kind is "subjects" or "gvcn";

    private bool IsInner(int element) => HasInner && element >= Fixed && ((element - Fixed) % 2) == 1;

    private string CrowdName(int element) =>
        (_kind, IsInner(element)) switch
        {
            ("containers", _) => "GVBM",
            ("subjects", false) => "KetQuaMonHoc",
            ("subjects", true) => "MaMon",
            ("gvcn", false) => "GVCN",
            ("gvcn", true) => "Signature",
            ("long names", _) => _longName,
            _ => "x",
        };

    private T Ask<T>(T answer)
    {
        Questions++;
        return answer;
    }
}
