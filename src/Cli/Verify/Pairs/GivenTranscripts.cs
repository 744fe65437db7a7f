// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Xml;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Transcripts;

namespace HocBaSo.Signing.Cli;

/// <summary>
/// The XML files that were given beside PDFs, read when the first PDF asks. The look-up code only finds a candidate, and of two
/// files one is the other's: what decides is whether the octets are the same. Safe for concurrent use.
/// </summary>
internal sealed class GivenTranscripts
{
    private const int MaxCode = 64;
    private readonly string _codeName;
    private readonly Lazy<Index> _index;

    /// <summary>Takes the names of all files; those that are no XML are left out.</summary>
    /// <param name="files">The names.</param>
    /// <param name="mapping">How the look-up code is called in them; null for the built-in names.</param>
    public GivenTranscripts(IEnumerable<string> files, ElementMapping? mapping = null)
    {
        _codeName = (mapping ?? ElementMapping.Default).LookupCodeName;
        _index = new Lazy<Index>(() => Read(files));
    }

    /// <summary>The file with just these octets; else one of the same transcript; null when there is neither.</summary>
    public (string? File, bool IsSame) Find(ReadOnlySpan<byte> content)
    {
        var digest = Convert.ToHexString(SHA256.HashData(content));
        if (_index.Value.ByDigest.TryGetValue(digest, out var same))
        {
            return (same, true);
        }
        var byCode = CodeOf(content) is { } code ? _index.Value.ByCode.GetValueOrDefault(code) : null;
        return (byCode ?? _index.Value.Only, false);
    }

    private Index Read(IEnumerable<string> files)
    {
        var index = new Index();
        var count = 0;
        foreach (var file in files)
        {
            count++;
            var content = FileVerifier.Read(file, out var refusal);
            if (refusal is null && FormatSniffer.FormatOf(content.Span) == DocumentFormat.Xml)
            {
                index.ByDigest.TryAdd(Convert.ToHexString(SHA256.HashData(content.Span)), file);
                if (CodeOf(content.Span) is { } code)
                {
                    index.ByCode.TryAdd(code, file);
                }
            }
        }
        index.Only = count == 2 && index.ByDigest.Count == 1 ? index.ByDigest.Values.First() : null;
        return index;
    }

    // The header comes first, so little of a file is read; null when it can't be.
    private string? CodeOf(ReadOnlySpan<byte> content)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(content.ToArray()), settings);
            while (reader.Read())
            {
                if (reader.NodeType == XmlNodeType.Element && reader.LocalName == _codeName)
                {
                    var code = reader.ReadElementContentAsString();
                    return code.Length is > 0 and <= MaxCode ? code.ToUpperInvariant() : null;
                }
            }
        }
        catch (XmlException)
        {
            // The verifier says what is wrong with it.
        }
        return null;
    }

    private sealed class Index
    {
        /// <summary>The XML file when it was given with one other file, to be held against that.</summary>
        public string? Only { get; set; }

        public Dictionary<string, string> ByDigest { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, string> ByCode { get; } = new(StringComparer.Ordinal);
    }
}
