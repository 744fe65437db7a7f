// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Verification;

/// <summary>Who refers to whom, in one revision.</summary>
/// <param name="budget">What it may cost.</param>
internal sealed class ReferenceIndex(WorkBudget budget)
{
    /// <summary>The owner that stands for the trailer.</summary>
    public const int Trailer = 0;

    private readonly Dictionary<int, List<Use>> _byOwner = [];

    /// <summary>Takes the references of an object in place of those that it had.</summary>
    public void Set(int owner, PdfValue value)
    {
        var uses = new List<Use>();
        if (value.IsDictionary)
        {
            foreach (var entry in value.Entries())
            {
                Scan(owner, entry.Key, entry.Value, uses);
            }
        }
        else if (value.IsArray || value.IsReference)
        {
            Scan(owner, default, value, uses);
        }
        if (uses.Count > 0)
        {
            _byOwner[owner] = uses;
        }
        else
        {
            _byOwner.Remove(owner);
        }
    }

    /// <summary>All uses, by the object that is used.</summary>
    public ILookup<int, Use> ByTarget()
    {
        budget.Charge(_byOwner.Values.Sum(static u => 32L * u.Count));
        return _byOwner.Values.SelectMany(static u => u).ToLookup(static u => u.Target);
    }

    private void Scan(int owner, PdfValue key, PdfValue value, List<Use> uses)
    {
        budget.Charge(value.Raw.Length);
        var lexer = new PdfLexer(value.Buffer, value.Start);
        PdfToken beforeLast = default;
        PdfToken last = default;
        while (lexer.Position < value.End)
        {
            var token = lexer.Next();
            if (lexer.Is(token, "R"u8) && IsNumber(beforeLast, last) && Number(lexer, beforeLast) is { } target)
            {
                budget.Charge(16);
                uses.Add(new Use(target, owner, key.Kind == PdfKind.Missing ? "" : PdfNames.Decode(key)));
            }
            (beforeLast, last) = (last, token);
        }
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
