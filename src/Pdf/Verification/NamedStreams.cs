// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Verification;

/// <summary>
/// The streams that tell of objects. A reader that rebuilds a cross-reference believes each object stream and each
/// cross-reference stream that it finds, so that behind a signature there may be none that the revisions don't use for all
/// that it holds.
/// </summary>
/// <param name="parts">The document.</param>
/// <param name="signedEnd">Where the oldest signed revision ends.</param>
internal sealed class NamedStreams(DocumentParts parts, long signedEnd)
{
    private readonly HashSet<(int Number, long Place)> _entries = [];
    private readonly List<(int Number, long Place, int Stream)> _held = [];
    private readonly List<PdfIndirect> _sections = [];

    /// <summary>
    /// Adds what the entry of an object says: the place of its stream in that revision. The number alone would do for another
    /// stream as well, which a later revision puts in its place when nobody has an entry in it any more.
    /// </summary>
    public void Add(int number, XrefEntry entry, PdfObjects objects)
    {
        if (entry.Kind == XrefEntryKind.Compressed)
        {
            parts.Budget.ChargeLookup(objects);
            _entries.Add((number, objects.Lookup((int)Math.Min(entry.Location, int.MaxValue)).Location));
        }
    }

    /// <summary>Adds an object that a revision has.</summary>
    public void Add(PdfIndirect found, PdfObjects objects)
    {
        if (!found.IsStream || found.Offset < signedEnd)
        {
            return;
        }
        var type = objects.Find(found.Value, "Type"u8);
        if (type.IsName("XRef"u8))
        {
            _sections.Add(found);
        }
        else if (type.IsName("ObjStm"u8))
        {
            var stream = found.Id.Number;
            RequirePlain(found);
            var numbers = parts.File.NumbersIn(stream, objects);
            parts.Budget.Charge(numbers.Count * 16L);
            _held.AddRange(numbers.Select(n => (n, (long)found.Offset, stream)));
        }
    }

    private void RequirePlain(PdfIndirect found)
    {
        parts.Budget.Charge(found.Value.Raw.Length);
        if (!PlainCoding.Fits(found.Value, takesLists: true))
        {
            throw VerificationFaultException.Format(
                $"object {found.Id.Number}: the object stream is encoded in a way that some readers take otherwise: they would see other objects."
            );
        }
    }

    /// <summary>Holds the streams against the entries of all revisions.</summary>
    /// <exception cref="VerificationFaultException">FORMAT_FAILURE: one is not used, or not for all that it holds.</exception>
    public void Require()
    {
        foreach (var (number, place, stream) in _held)
        {
            if (!_entries.Contains((number, place)))
            {
                throw VerificationFaultException.Format(
                    $"object {stream}: the object stream holds object {number}, which has no entry there."
                );
            }
        }
        var known = parts
            .File.Sections.SelectMany(static s => new[] { s.Offset, s.Hidden?.Offset ?? s.Offset })
            .ToHashSet();
        if (_sections.Find(s => !known.Contains(s.Offset)) is { Id.Number: > 0 } unknown)
        {
            throw VerificationFaultException.Format(
                $"object {unknown.Id.Number}: the cross-reference stream belongs to no revision."
            );
        }
    }
}
