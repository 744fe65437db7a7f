// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Verification;

/// <summary>Who refers to whom, in one revision.</summary>
/// <param name="budget">What it may cost.</param>
internal sealed class ReferenceIndex(WorkBudget budget)
{
    /// <summary>The owner that stands for the trailer.</summary>
    public const int Trailer = 0;

    private const int MaxNames = 16;

    private readonly Dictionary<int, Use[]> _byOwner = [];
    private readonly List<(ReadOnlyMemory<byte> Raw, string Name)> _names = [];
    private readonly List<Use> _uses = [];

    /// <summary>Takes the references of an object in place of those that it had.</summary>
    public void Set(int owner, PdfValue value)
    {
        _uses.Clear();
        var uses = _uses;
        if (value.IsDictionary)
        {
            foreach (var entry in value.Entries())
            {
                Add(owner, entry.Key, entry.Value, uses);
            }
        }
        else
        {
            Add(owner, default, value, uses);
        }
        if (uses.Count > 0)
        {
            _byOwner[owner] = [.. uses];
        }
        else
        {
            _byOwner.Remove(owner);
        }
    }

    /// <summary>All uses, by the object that is used.</summary>
    public ILookup<int, Use> ByTarget() => ByTarget(_byOwner.Values);

    /// <summary>The uses by some owners, by the object that is used.</summary>
    public ILookup<int, Use> ByTarget(IEnumerable<int> owners) =>
        ByTarget([.. owners.Where(_byOwner.ContainsKey).Select(o => _byOwner[o])]);

    private ILookup<int, Use> ByTarget(IReadOnlyCollection<Use[]> lists)
    {
        budget.Charge(lists.Sum(static u => 32L * u.Length));
        return lists.SelectMany(static u => u).ToLookup(static u => u.Target);
    }

    // Nothing but a reference, an array or a dictionary refers to anything.
    private void Add(int owner, PdfValue key, PdfValue value, List<Use> uses)
    {
        if (value.IsReference || value.IsArray || value.IsDictionary)
        {
            Scan(owner, key, value, uses);
        }
        else
        {
            budget.Charge(value.Raw.Length);
        }
    }

    private void Scan(int owner, PdfValue key, PdfValue value, List<Use> uses)
    {
        budget.Charge(value.Raw.Length);
        var lexer = new PdfLexer(value.Buffer, value.Start);
        PdfToken beforeLast = default;
        PdfToken last = default;
        string? name = null;
        while (lexer.Position < value.End)
        {
            var token = lexer.Next();
            if (lexer.Is(token, "R"u8) && IsNumber(beforeLast, last) && Number(lexer, beforeLast) is { } target)
            {
                budget.Charge(16);
                uses.Add(new Use(target, owner, name ??= NameOf(key)));
            }
            (beforeLast, last) = (last, token);
        }
    }

    // The same few names come again and again: one text for each.
    private string NameOf(PdfValue key)
    {
        if (key.Kind == PdfKind.Missing)
        {
            return "";
        }
        foreach (var (raw, name) in _names)
        {
            if (raw.Span.SequenceEqual(key.Raw))
            {
                return name;
            }
        }
        var decoded = PdfNames.Decode(key);
        if (_names.Count < MaxNames)
        {
            _names.Add((key.Buffer.Memory[key.Start..key.End], decoded));
        }
        return decoded;
    }

    private static bool IsNumber(PdfToken first, PdfToken second) =>
        first.Kind == PdfTokenKind.Integer && second.Kind == PdfTokenKind.Integer;

    private static int? Number(PdfLexer lexer, PdfToken token) =>
        PdfNumbers.TryInteger(lexer.Text(token), out var number) && number is > 0 and <= int.MaxValue
            ? (int)number
            : null;

    /// <summary>One reference.</summary>
    /// <param name="Target">The object that is referred to.</param>
    /// <param name="Owner">The object that refers; <see cref="Trailer"/> for the trailer.</param>
    /// <param name="Key">The key of the owner's dictionary under which it stands, at any depth; empty in an array.</param>
    internal readonly record struct Use(int Target, int Owner, string Key);
}
