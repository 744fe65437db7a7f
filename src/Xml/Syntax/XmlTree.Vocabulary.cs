// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Xml.Syntax;

/// <content>Names as numbers of somebody else's list.</content>
internal sealed partial class XmlTree
{
    private ElementVocabulary? _vocabulary;
    private int _vocabularyNamespace;

    // by number of the local name: its number in the vocabulary, -1 for none
    private PooledTable<short> _vocabularyNumbers;

    /// <inheritdoc />
    public int NameIn(ElementVocabulary vocabulary, int element)
    {
        if (!ReferenceEquals(_vocabulary, vocabulary))
        {
            Bind(vocabulary);
        }
        ref var record = ref Elements[element];
        return record.Namespace == _vocabularyNamespace ? _vocabularyNumbers[record.LocalName] : -1;
    }

    private void Bind(ElementVocabulary vocabulary)
    {
        _vocabularyNumbers.Return();
        _vocabularyNumbers = new PooledTable<short>(Names.Count);
        _vocabularyNumbers.Fill(-1, Names.Count);
        for (var number = 0; number < vocabulary.Count; number++)
        {
            if (Names.Find(vocabulary.Utf8(number)) is >= 0 and var name)
            {
                _vocabularyNumbers[name] = checked((short)number);
            }
        }
        _vocabularyNamespace = Names.Find(vocabulary.NamespaceUtf8);
        _vocabulary = vocabulary;
    }
}
