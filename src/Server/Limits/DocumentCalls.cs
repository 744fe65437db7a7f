// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Limits;

/// <summary>Which unary calls carry documents, and where in their messages.</summary>
internal static class DocumentCalls
{
    private const string Signing = "/hocbaso.signing.v1.SigningService/";

    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        Signing + "Sign",
        Signing + "SealTranscript",
        "/hocbaso.signing.v1.VerificationService/Verify",
        "/hocbaso.signing.v1.RenderingService/Render",
    };

    /// <summary>True when a call of that name carries documents.</summary>
    /// <param name="fullName">As <c>/package.Service/Method</c>.</param>
    public static bool Contains(string fullName) => Names.Contains(fullName);

    /// <summary>True when such a call takes a place among the documents on their way, and signatures of the HSM.</summary>
    public static bool Signs(string fullName) => fullName.StartsWith(Signing, StringComparison.Ordinal);

    /// <summary>The size of each document of a message, and the field that it is in; none of other messages.</summary>
    public static IEnumerable<(int Bytes, string Field)> SizesOf(object message) =>
        message switch
        {
            SignRequest sign => [(sign.Document.Length, "document")],
            SealTranscriptRequest seal => [(seal.Transcript.Length, "transcript")],
            VerifyRequest verify => [(verify.Document.Length, "document")],
            RenderRequest render => render.Transcripts.Select(static (xml, i) => (xml.Length, $"transcripts[{i}]")),
            _ => [],
        };
}
