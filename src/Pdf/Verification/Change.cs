// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Verification;

/// <summary>One change that a revision made.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Object">The object, for a person: <c>object 12 (Page)</c>.</param>
/// <param name="What">What was done to it.</param>
/// <param name="Field">The full name of the form field that it is about; null for others.</param>
internal sealed record Change(ChangeKind Kind, string Object, string What, string? Field = null)
{
    /// <summary>A signature field that shows, and was not there before.</summary>
    public bool IsNewAndVisible { get; init; }

    /// <summary>An annotation that can hide what the page shows, or show what the page does not hold.</summary>
    public bool MayCover { get; init; }

    /// <summary>Document information that any save renews: the time of the change and the program.</summary>
    public bool IsOfTheSave { get; init; }

    public override string ToString() => $"{Object}: {What}";
}
