// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Xml.Syntax;

namespace HocBaSo.Signing.Xml.Verification;

/// <summary>
/// A document of which we know no profile may use <c>id</c> for what is no Id, such as the number of a row: as long as signatures
/// cover each element that bears the same one, nobody can have put it there. A Reference to it leads nowhere in any case.
/// </summary>
internal sealed class RepeatedIdRule(XmlTree tree, SignedElements signed)
{
    /// <summary>Breaks the form of the document where an element bears such an Id that nobody signs.</summary>
    public void Check(Verdict document)
    {
        for (var element = 0; tree.HasDuplicateIds && element < tree.Count; element++)
        {
            if (!signed.Covered[element] && tree.BearsRepeatedId(element))
            {
                document.Fail(
                    SubIndication.FormatFailure,
                    $"An Id stands more than once, at {tree.ElementPath(element)}."
                );
                return;
            }
        }
    }
}
