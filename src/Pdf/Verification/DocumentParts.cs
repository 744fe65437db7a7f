// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Syntax;
using HocBaSo.Signing.Pki;

namespace HocBaSo.Signing.Pdf.Verification;

/// <summary>What all signatures of a document share.</summary>
internal sealed class DocumentParts(
    ReadOnlyMemory<byte> document,
    PdfFile file,
    CertificateStore store,
    TimestampTokenVerifier timestamps,
    VerificationContext context
)
{
    private readonly Dictionary<(SignedRange, HashAlgorithmName), byte[]> _digests = [];

    public ReadOnlyMemory<byte> Document => document;

    public PdfFile File => file;

    /// <summary>Certificates of this document and of others.</summary>
    public CertificateStore Store => store;

    /// <summary>Values that need not be computed again.</summary>
    public IReadOnlyList<CheckedValue> CheckedValues => context.CheckedValues;

    public WorkBudget Budget { get; } = new();

    public RevisionHistory History => _history ??= new RevisionHistory(file, Budget);

    public TimestampCheck Timestamps => _timestamps ??= new TimestampCheck(timestamps, context, this);

    /// <summary>Certificates that the document brings along in its DSS; untrusted.</summary>
    public IReadOnlyList<X509Certificate2> Certificates =>
        _certificates ??= ValidationCertificates.Read(file.Newest, store, Budget);

    private IReadOnlyList<X509Certificate2>? _certificates;
    private RevisionHistory? _history;
    private TimestampCheck? _timestamps;

    /// <summary>The digest of a range, computed once.</summary>
    public byte[] Digest(SignedRange range, HashAlgorithmName algorithm)
    {
        if (!_digests.TryGetValue((range, algorithm), out var digest))
        {
            Budget.Charge(range.End / WorkBudget.DigestOctets);
            _digests[(range, algorithm)] = digest = range.Digest(document.Span, algorithm);
        }
        return digest;
    }
}
