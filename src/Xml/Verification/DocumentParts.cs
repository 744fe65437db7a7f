// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pki;
using HocBaSo.Signing.Xml.Canonicalization;
using HocBaSo.Signing.Xml.Signatures;
using HocBaSo.Signing.Xml.Syntax;

namespace HocBaSo.Signing.Xml.Verification;

/// <summary>What the signatures of one document share.</summary>
internal sealed class DocumentParts : IDisposable
{
    private readonly XmlElementRef[] _outermost;

    /// <summary>Makes them for one document.</summary>
    /// <param name="tree">The document.</param>
    /// <param name="signatures">Its ds:Signature elements, in document order.</param>
    /// <param name="verifiers">What documents share.</param>
    /// <param name="context">What it is measured against.</param>
    /// <param name="strictness">How much of a timestamp token has to be accounted for.</param>
    public DocumentParts(
        XmlTree tree,
        IReadOnlyList<int> signatures,
        SharedVerifiers verifiers,
        VerificationContext context,
        TokenStrictness strictness
    )
    {
        Tree = tree;
        Context = context;
        _outermost = Outermost(tree, signatures);
        Budget = new WorkBudget(WorkBudget.OctetsFor(verifiers.Options.MaxWork, tree.Bytes.Length), TooMuchWork);
        Digests = new DocumentDigests(tree, _outermost, Budget);
        Parser = new SignatureParser(tree, verifiers.Options, Budget);
        Xades = new XadesReader(tree, verifiers.Options);
        Dscks = new DscksReader(tree);
        Keys = new KeyInfoReader(tree, verifiers.Options, verifiers.Certificates);
        References = new ReferenceCheck(tree, Parser, new ReferenceResolver(tree), Digests);
        Timestamps = new SignatureTimestamps(tree, Budget, verifiers.Timestamps, context, strictness);
    }

    public XmlTree Tree { get; }

    public VerificationContext Context { get; }

    public WorkBudget Budget { get; }

    public DocumentDigests Digests { get; }

    public SignatureParser Parser { get; }

    public XadesReader Xades { get; }

    public DscksReader Dscks { get; }

    public KeyInfoReader Keys { get; }

    public ReferenceCheck References { get; }

    public SignatureTimestamps Timestamps { get; }

    /// <summary>The ds:Signature elements in document order, at most one more than the limit.</summary>
    public static List<int> FindSignatures(XmlTree tree, int limit)
    {
        var found = new List<int>();
        var (name, space) = (tree.Names.Find("Signature"u8), tree.Names.Find(XmlNames.DsigUtf8));
        if (name < 0 || space < 0)
        {
            return found;
        }
        for (var element = 0; element < tree.Count && found.Count <= limit; element++)
        {
            ref var record = ref tree.Elements[element];
            if (record.LocalName == name && record.Namespace == space)
            {
                found.Add(element);
            }
        }
        return found;
    }

    public bool IsInSignature(int element)
    {
        foreach (var signature in _outermost)
        {
            if (Tree.IsWithin(element, signature.Element))
            {
                return true;
            }
        }
        return false;
    }

    public void Dispose() => Digests.Dispose();

    private static VerificationFaultException TooMuchWork() =>
        VerificationFaultException.Format("The signatures ask for more work than a document may cause.");

    private static XmlElementRef[] Outermost(XmlTree tree, IReadOnlyList<int> signatures)
    {
        var outermost = new List<XmlElementRef>(signatures.Count);
        var end = 0;
        foreach (var signature in signatures)
        {
            if (signature >= end)
            {
                outermost.Add(new XmlElementRef(tree, signature));
                end = tree.SubtreeEnd(signature);
            }
        }
        return [.. outermost];
    }
}
