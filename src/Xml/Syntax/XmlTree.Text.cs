// SPDX-License-Identifier: Apache-2.0
using System.Buffers;
using System.Text;

namespace HocBaSo.Signing.Xml.Syntax;

/// <content>Text: what stands directly inside an element, CDATA sections included.</content>
internal sealed partial class XmlTree
{
    /// <inheritdoc />
    public string Text(int element)
    {
        if (TryGetPlainText(element, out var plain))
        {
            return Encoding.UTF8.GetString(plain);
        }
        using var buffer = new PooledBuffer();
        WriteText(element, buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <inheritdoc />
    public bool HasText(int element)
    {
        if (TryGetPlainText(element, out var plain))
        {
            return !IsWhite(plain);
        }
        ref var record = ref Elements[element];
        for (var i = record.StartEvent + 1; i < record.EndEvent; i++)
        {
            ref var step = ref Events[i];
            if (step.Kind == XmlEventKind.StartElement)
            {
                i = Elements[step.Element].EndEvent;
            }
            else if (step.Kind is XmlEventKind.Text or XmlEventKind.CData && !IsWhite(step))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Writes the text directly inside the element, normalised, without making a string.</summary>
    public void WriteText(int element, IBufferWriter<byte> output)
    {
        for (var i = Elements[element].StartEvent + 1; i < Elements[element].EndEvent; i++)
        {
            var step = Events[i];
            var raw = Bytes.Slice(step.Start, step.Length);
            switch (step.Kind)
            {
                case XmlEventKind.StartElement:
                    i = Elements[step.Element].EndEvent;
                    break;
                case XmlEventKind.Text when (step.Flags & XmlTextFlags.NeedsNormalization) == 0:
                    output.Write(raw);
                    break;
                case XmlEventKind.Text:
                    XmlText.WriteText(raw, output);
                    break;
                case XmlEventKind.CData:
                    XmlText.WriteCData(raw, output);
                    break;
            }
        }
    }

    /// <summary>
    /// The bytes of the element's text when they are its value: one text without references and carriage returns and nothing else
    /// inside, or nothing at all. False means: use <see cref="WriteText"/>.
    /// </summary>
    public bool TryGetPlainText(int element, out ReadOnlySpan<byte> text)
    {
        ref var record = ref Elements[element];
        text = default;
        if (record.EndEvent == record.StartEvent + 1)
        {
            return true;
        }
        var only = Events[record.StartEvent + 1];
        if (
            record.EndEvent != record.StartEvent + 2
            || only.Kind != XmlEventKind.Text
            || (only.Flags & XmlTextFlags.NeedsNormalization) != 0
        )
        {
            return false;
        }
        text = Bytes.Slice(only.Start, only.Length);
        return true;
    }

    /// <summary>True for text of white space alone; a reference may stand for some, and a carriage return is written as one.</summary>
    public bool IsWhite(in XmlEvent step)
    {
        var raw = Bytes.Slice(step.Start, step.Length);
        if ((step.Flags & XmlTextFlags.NeedsNormalization) == 0)
        {
            return IsWhite(raw);
        }
        using var buffer = new PooledBuffer(raw.Length);
        XmlText.WriteText(raw, buffer);
        return IsWhite(buffer.WrittenSpan);
    }

    private static bool IsWhite(ReadOnlySpan<byte> text) => !text.ContainsAnyExcept(" \t\n\r"u8);
}
