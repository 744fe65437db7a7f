// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pki;
using HocBaSo.Signing.Xml.Signatures;
using HocBaSo.Signing.Xml.Syntax;
using HocBaSo.Signing.Xml.Verification;

namespace HocBaSo.Signing.Xml;

/// <summary>
/// Verifies XML documents: XML-DSig and XAdES B-B to B-LTA, ours and other people's, by EN 319 102-1. It parses by itself, runs
/// no XPath and no XSLT, fetches nothing, and never throws for what a document holds. Safe for concurrent use; keep one, for it
/// remembers certificates and paths.
/// </summary>
public sealed class XmlDocumentVerifier : IDocumentVerifier
{
    private readonly SharedVerifiers _verifiers;

    /// <summary>Makes a verifier.</summary>
    /// <param name="profiles">Kinds of documents whose form is known; documents of no profile are verified by general rules.</param>
    /// <param name="options">Limits; null for the default ones.</param>
    /// <param name="paths">Certificate paths; null for a validator of its own.</param>
    public XmlDocumentVerifier(
        IReadOnlyList<IDocumentProfile> profiles,
        XmlVerifierOptions? options = null,
        CertificatePathValidator? paths = null
    )
    {
        paths ??= new CertificatePathValidator();
        _verifiers = new SharedVerifiers(
            profiles,
            options ?? XmlVerifierOptions.Default,
            paths,
            new TimestampTokenVerifier(paths),
            new CertificateStore()
        );
    }

    /// <inheritdoc />
    public DocumentFormat Format => DocumentFormat.Xml;

    /// <inheritdoc />
    public VerificationReport Verify(ReadOnlyMemory<byte> document, VerificationContext context) =>
        VerifyAndRead(document, context, static (_, report) => report).Report;

    /// <summary>Verifies a document, and reads from the very nodes that were verified: it is never looked up again.</summary>
    /// <param name="document">The document; must not change meanwhile.</param>
    /// <param name="context">What it is measured against.</param>
    /// <param name="read">
    /// Reads what it needs of the document and returns it, whatever the report says; not called when the document is unreadable.
    /// The document is valid only during the call.
    /// </param>
    public VerifiedReading<T> VerifyAndRead<T>(
        ReadOnlyMemory<byte> document,
        VerificationContext context,
        Func<VerifiedDocument, VerificationReport, T> read
    )
    {
        if (document.Length > _verifiers.Options.Limits.MaxBytes)
        {
            // before the tables of a tree are rented, which grow with the document
            var reason = $"The document has more than {_verifiers.Options.Limits.MaxBytes} bytes.";
            return new VerifiedReading<T>(VerificationReport.Unreadable(DocumentFormat.Xml, reason), default);
        }
        XmlTree tree;
        try
        {
            tree = XmlTree.Parse(document, _verifiers.Options.Limits);
        }
        catch (SigningException e)
        {
            return new VerifiedReading<T>(Refusal(document.Span, e), default);
        }
        using (tree)
        {
            var verification = new DocumentVerification(tree, _verifiers, context);
            var report = verification.Run();
            return new VerifiedReading<T>(report, read(new VerifiedDocument(tree, verification, report), report));
        }
    }

    /// <summary>A signed document with a DTD, or in another encoding, is not run; anything else that can't be parsed is no document.</summary>
    private static VerificationReport Refusal(ReadOnlySpan<byte> document, SigningException refusal)
    {
        var reason = refusal.Field is { } place ? $"{refusal.Message} ({place})" : refusal.Message;
        var report = VerificationReport.Unreadable(DocumentFormat.Xml, reason);
        return refusal.Kind == SigningErrorKind.UnsupportedFormat && document.IndexOf(XmlNames.DsigUtf8) >= 0
            ? report with
            {
                Integrity = Integrity.Unsupported,
                Indication = Indication.Indeterminate,
            }
            : report;
    }
}
