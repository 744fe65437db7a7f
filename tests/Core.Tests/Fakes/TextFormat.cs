// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Text;

namespace HocBaSo.Signing.Core.Tests;

/// <summary>A toy format: every signature is a line that is appended. Stands for XML and PDF in tests of the pipeline.</summary>
internal sealed class TextFormat : IDocumentFormat, IDocumentVerifier, IDocumentProfile, IElementTree
{
    public DocumentFormat Format { get; set; } = DocumentFormat.Xml;

    public int Opened { get; private set; }

    public bool VerifierSaysBroken { get; set; }

    public bool BreaksWhatItSigns { get; set; }

    public int Verified { get; private set; }

    /// <summary>What the verifier was told of when it ran last.</summary>
    public IReadOnlyList<CheckedValue> Told { get; private set; } = [];

    /// <summary>How many completions do not fit their room, from now on.</summary>
    public int Misfits { get; set; }

    /// <summary>How many tokens do not fit their room, from now on.</summary>
    public int TimestampMisfits { get; set; }

    /// <summary>The verifier finds the document timestamp somewhere else than at the end.</summary>
    public bool MisplacesTimestamps { get; set; }

    /// <summary>Stands for a format that plans by itself.</summary>
    public bool PlansItself { get; set; }

    public List<ReadOnlyMemory<byte>> SignedDigests { get; } = [];

    public int Count => 1;

    public IOpenDocument Open(ReadOnlyMemory<byte> document)
    {
        Opened++;
        return new Document(this, Encoding.UTF8.GetString(document.Span), new ElementView(this, 0));
    }

    public bool Recognizes(ElementView root) => true;

    public SigningPlan Plan(ElementView root, IReadOnlyList<SigningStep> steps)
    {
        var wave = 0;
        var planned = new List<PlannedSignature>();
        foreach (var step in steps)
        {
            wave += step.Claim.Role is SignerRole.Cbql or SignerRole.PhatHanh ? 1 : 0;
            planned.Add(new PlannedSignature(step.Claim, $"{step.Claim}-1") { SignedIds = ["A"], Wave = wave });
        }
        return new SigningPlan("code", "S1", "thcs", planned);
    }

    public DocumentExpectation Expect(ElementView root) => throw new NotSupportedException();

    public VerificationReport Verify(ReadOnlyMemory<byte> document, VerificationContext context)
    {
        Verified++;
        Told = context.CheckedValues;
        var lines = Encoding
            .UTF8.GetString(document.Span)
            .Split('\n')
            .Skip(1)
            .Where(l => l.StartsWith("SIG ", StringComparison.Ordinal));
        var broken =
            VerifierSaysBroken || Encoding.UTF8.GetString(document.Span).Contains("BROKEN", StringComparison.Ordinal);
        return new VerificationReport
        {
            CheckedValues = context.CheckedValues,
            Integrity = broken ? Integrity.Broken : Integrity.Intact,
            Indication = broken ? Indication.TotalFailed : Indication.TotalPassed,
            Signatures =
            [
                .. lines.Select(l => Report(l.Split(' '), broken)),
                .. Encoding
                    .UTF8.GetString(document.Span)
                    .Split('\n')
                    .Where(IsTimestamp)
                    .Select(l => Stamp(l, document)),
            ],
        };
    }

    public string LocalName(int element) => "toy";

    public string NamespaceName(int element) => "";

    public int Parent(int element) => -1;

    public int FirstChild(int element) => -1;

    public int NextSibling(int element) => -1;

    public string? Attribute(int element, string name) => null;

    public int AttributeCount(int element) => 0;

    public string AttributeName(int element, int index) => throw new ArgumentOutOfRangeException(nameof(index));

    public string Text(int element) => "";

    public bool HasText(int element) => false;

    private static bool IsTimestamp(string line) => line.StartsWith("DTS ", StringComparison.Ordinal);

    private SignatureReport Stamp(string line, ReadOnlyMemory<byte> document) =>
        Report(["SIG", line.Split(' ')[1], "", ""], false) with
        {
            Level = SignatureReport.DocumentTimestampLevel,
            SignedRevisionLength = document.Length - (MisplacesTimestamps ? 1 : 0),
        };

    private static SignatureReport Report(string[] words, bool broken) =>
        new()
        {
            Id = words[1],
            Timestamp = words.Length > 3 ? new TimestampReport(DateTimeOffset.UnixEpoch, "tsa") : null,
            Scheme = "ECDSA",
            Digest = "SHA-256",
            Level = "toy",
            SignedData = ["A"],
            Integrity = broken ? Integrity.Broken : Integrity.Intact,
            Indication = broken ? Indication.TotalFailed : Indication.TotalPassed,
        };

    private sealed class Document(TextFormat format, string text, ElementView root)
        : IOpenDocument,
            ITimestampedDocument
    {
        private string _text = text;

        public ElementView? Root => format.PlansItself ? null : root;

        public bool BearsSignatures { get; } = text.Contains("\nSIG ", StringComparison.Ordinal);

        public SigningPlan? Plan(IReadOnlyList<SigningStep> steps) =>
            format.PlansItself
                ? new SigningPlan(
                    "",
                    null,
                    "",
                    [
                        .. steps.Select(
                            (s, i) => new PlannedSignature(s.Claim, $"{s.Claim}-1") { SignedIds = [], Wave = i }
                        ),
                    ]
                )
                : null;

        public PreparedSignature Prepare(SignatureRequest request)
        {
            format.SignedDigests.Add(request.SignedDigest);
            var state = Encoding.UTF8.GetBytes(
                $"{request.Planned.SignatureId} {request.SigningTime:O} {request.Identity.Facts.Serial}"
            );
            var digest = SHA256.HashData(Encoding.UTF8.GetBytes(_text + Encoding.UTF8.GetString(state)));
            return new PreparedSignature(request.Planned.SignatureId, request.Algorithm, digest, state);
        }

        public ReadOnlyMemory<byte> DataToTimestamp(PreparedSignature prepared, ReadOnlyMemory<byte> signatureValue) =>
            signatureValue;

        public void Complete(
            PreparedSignature prepared,
            ReadOnlyMemory<byte> signatureValue,
            ReadOnlyMemory<byte>? timestampToken
        )
        {
            prepared.Take();
            if (format.Misfits > 0)
            {
                format.Misfits--;
                throw new SignatureRoomException(2, 1);
            }
            var token = timestampToken is { } t ? " " + Convert.ToHexString(t.Span) : "";
            _text += $"\nSIG {prepared.SignatureId} {Convert.ToHexString(signatureValue.Span)}{token}";
        }

        public PreparedTimestamp PrepareTimestamp(ReadOnlyMemory<byte> stampedDigest)
        {
            format.SignedDigests.Add(stampedDigest);
            var digest = SHA256.HashData(Encoding.UTF8.GetBytes(_text));
            return new PreparedTimestamp("DTS-1", HashAlgorithmName.SHA256, digest);
        }

        public void CompleteTimestamp(PreparedTimestamp prepared, ReadOnlyMemory<byte> timestampToken)
        {
            if (format.TimestampMisfits > 0)
            {
                format.TimestampMisfits--;
                throw new SignatureRoomException(2, 1);
            }
            _text += $"\nDTS {prepared.TimestampId} {Convert.ToHexString(timestampToken.Span)}";
        }

        public byte[] ToSignedDocument() =>
            Encoding.UTF8.GetBytes(_text + (format.BreaksWhatItSigns ? "\nBROKEN" : ""));

        public void Dispose() { }
    }
}
