// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Verification;

/// <summary>What a field says of itself (ISO 32000-2 §12.7.4), as it stands; read in one pass, for a field may be large.</summary>
internal ref struct FieldEntries
{
    private FieldEntries(PdfValue node)
    {
        foreach (var entry in node.Entries())
        {
            Take(entry);
        }
    }

    /// <summary>/T, the partial name.</summary>
    public PdfValue Name { get; private set; }

    /// <summary>/FT.</summary>
    public PdfValue Type { get; private set; }

    /// <summary>/V.</summary>
    public PdfValue Value { get; private set; }

    /// <summary>/DA.</summary>
    public PdfValue DefaultAppearance { get; private set; }

    /// <summary>/Lock.</summary>
    public PdfValue Lock { get; private set; }

    /// <summary>/Kids.</summary>
    public PdfValue Kids { get; private set; }

    /// <summary>Reads a field or widget.</summary>
    /// <exception cref="HocBaSo.Signing.Core.SigningException">One of them is there twice.</exception>
    public static FieldEntries Read(PdfValue node) => new(node);

    private void Take(PdfEntry entry)
    {
        var key = entry.Key;
        if (key.IsName("T"u8))
        {
            Name = Once(Name, entry);
        }
        else if (key.IsName("FT"u8))
        {
            Type = Once(Type, entry);
        }
        else if (key.IsName("V"u8))
        {
            Value = Once(Value, entry);
        }
        else if (key.IsName("DA"u8))
        {
            DefaultAppearance = Once(DefaultAppearance, entry);
        }
        else if (key.IsName("Lock"u8))
        {
            Lock = Once(Lock, entry);
        }
        else if (key.IsName("Kids"u8))
        {
            Kids = Once(Kids, entry);
        }
    }

    private static PdfValue Once(PdfValue known, PdfEntry entry)
    {
        PdfFault.Require(known.Kind == PdfKind.Missing, entry.Key.Offset, "A dictionary has a key twice.");
        return entry.Value;
    }
}
