// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Transcripts;

/// <summary>
/// The names that elements and attributes of a transcript bear in documents. The names of the ministry's own schema are
/// put in by a file, not by code. Immutable.
/// </summary>
public sealed class ElementMapping
{
    private static readonly Lazy<ElementMapping> LazyDefault = new(static () =>
        MappingParser.Parse(EmbeddedFile.Read("mapping.default.json"), MappingNames.None)
    );

    internal ElementMapping(MappingNames names, MappedElement root)
    {
        Names = names;
        Root = root;
        Vocabulary = new ElementVocabulary(names.TargetNamespace, root.AllNames());
        root.Bind(Vocabulary);
        Header = root["ThongTinHocBa"];
        LookupCode = Header["MaTraCuu"];
        SchoolCode = Header["MaTruong"];
        Level = Header["CapHoc"];
        SignatureList = root["DSCKS"];
    }

    /// <summary>The names of docs/transcript.md: ours, not the ministry's.</summary>
    public static ElementMapping Default => LazyDefault.Value;

    /// <summary>The profile's name in reports, such as <c>hoc-ba-so/1</c>.</summary>
    public string ProfileName => Names.Name;

    /// <summary>The namespace of all elements; empty when there is none.</summary>
    public string TargetNamespace => Names.TargetNamespace;

    /// <summary>The value of PhienBan that is read and written.</summary>
    public string Version => Names.Version;

    /// <summary>The local name of the element with the look-up code (mã số tra cứu).</summary>
    public string LookupCodeName => LookupCode.Name;

    internal MappingNames Names { get; }

    internal MappedElement Root { get; }

    /// <summary>All names of elements.</summary>
    internal ElementVocabulary Vocabulary { get; }

    internal MappedElement Header { get; }

    internal MappedElement LookupCode { get; }

    internal MappedElement SchoolCode { get; }

    internal MappedElement Level { get; }

    internal MappedElement SignatureList { get; }

    /// <summary>Reads a mapping. Names that it leaves out are those of <see cref="Default"/>.</summary>
    /// <param name="json">UTF-8 JSON, docs/transcript.md.</param>
    /// <exception cref="TranscriptConfigurationException">Unknown or repeated keys, names that XML forbids, siblings of one name; all at once.</exception>
    public static ElementMapping Parse(ReadOnlyMemory<byte> json) => MappingParser.Parse(json, Default.Names);

    /// <summary>Reads a mapping from a file.</summary>
    /// <exception cref="TranscriptConfigurationException">As <see cref="Parse"/>.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static ElementMapping Load(string path) => Parse(File.ReadAllBytes(path));
}
