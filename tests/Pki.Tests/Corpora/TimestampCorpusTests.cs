// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;
using Xunit.Abstractions;

namespace HocBaSo.Signing.Pki.Tests;

/// <summary>Other people's tokens, in evidence records and in TimeStampedData, with known answers.</summary>
public sealed class TimestampCorpusTests(ITestOutputHelper output)
{
    private static readonly TimestampTokenVerifier Verifier = new(new CertificatePathValidator());

    [Fact]
    public void Verify_WhenTokensAreOtherPeoples_GivesTheKnownAnswers()
    {
        if (Corpus.Find() is not { } folder)
        {
            output.WriteLine("NOT RUN: no shared/corpora beside the repository, and HBS_CORPORA is not set.");
            return;
        }

        var wrong = new List<string>();
        foreach (var row in Corpus.Rows(folder, "tst").Where(r => r.Expected != "input"))
        {
            var fault = Judge(row.File);
            output.WriteLine($"{row.Expected, -13} {fault ?? "intact"} - {Path.GetFileName(row.File)}");
            var isWrong = row.Expected switch
            {
                "valid" => fault is not null,
                "invalid" => fault is null,
                _ => false,
            };
            if (isWrong)
            {
                wrong.Add($"{row.File}: {fault ?? "intact"}");
            }
        }

        Assert.Empty(wrong);
    }

    private static string? Judge(string file)
    {
        var bytes = File.ReadAllBytes(file);
        if (file.EndsWith(".tsd.der", StringComparison.Ordinal))
        {
            return JudgeTimeStampedData(bytes);
        }

        return file.EndsWith(".tsr", StringComparison.Ordinal) ? JudgeToken(bytes) : JudgeRecord(file, bytes);
    }

    private static string? JudgeRecord(string file, byte[] bytes)
    {
        // The BSI's records are over documents that are not in the set; the faults of the bad ones are in the trees.
        var isBsi = Path.GetFileName(file).StartsWith("ER_", StringComparison.Ordinal);
        var data = isBsi ? null : File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(file)!, "BIN.bin"));
        return new EvidenceRecord(bytes).Fault(data, IsIntactOver);
    }

    private static bool IsIntactOver(ReadOnlyMemory<byte> token, byte[] imprint)
    {
        var digest = ParsedToken.Decode(token, TokenStrictness.Lenient).Info.Digest!.Value;
        var result = Verifier.VerifyImprint(token, digest, imprint, [], TokenStrictness.Lenient);
        Assert.NotEqual(Indication.TotalPassed, result.Indication);
        return result.IsIntact;
    }

    /// <summary>A token without what it stamps: over its own imprint, so that all but the imprint is judged.</summary>
    private static string? JudgeToken(byte[] token) =>
        IsIntactOver(token, ParsedToken.Decode(token, TokenStrictness.Lenient).Info.HashedMessage.ToArray())
            ? null
            : "the token is not intact";

    /// <summary>RFC 5544 §2: a token over metadata and content, then each over the one before.</summary>
    private static string? JudgeTimeStampedData(byte[] bytes)
    {
        var outer = new AsnReader(bytes, AsnEncodingRules.BER).ReadSequence();
        outer.ReadObjectIdentifier();
        var data = outer.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0)).ReadSequence();
        data.ReadInteger();
        byte[] stamped = [.. data.ReadEncodedValue().Span, .. data.ReadOctetString()];

        var evidence = data.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0));
        while (evidence.HasData)
        {
            var item = evidence.ReadEncodedValue();
            var token = new AsnReader(item, AsnEncodingRules.BER).ReadSequence().ReadEncodedValue();
            var result = Verifier.Verify(token, stamped, [], TokenStrictness.Lenient);
            stamped = item.ToArray();
            if (!result.IsIntact)
            {
                return result.Reason;
            }
        }

        return null;
    }
}
