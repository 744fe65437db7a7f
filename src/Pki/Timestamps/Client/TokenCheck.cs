// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pki;

/// <summary>What a token has to pass before it is used (RFC 3161 §2.4.2): all that its verifier will ask, and the request's own.</summary>
internal sealed class TokenCheck(
    string authority,
    TimestampSourceOptions options,
    TimestampTokenVerifier verifier,
    Func<IReadOnlyList<X509Certificate2>> anchors,
    TimeProvider timeProvider
)
{
    public AuthorityAnswer Check(ReadOnlyMemory<byte> token, TimeStampReq request)
    {
        var verdict = verifier.VerifyImprint(
            token,
            request.Digest!.Value,
            request.HashedMessage,
            anchors(),
            options.Strictness
        );
        var objection = verdict.Passed
            ? Objection(verdict.TstInfo!, request)
            : $"{EtsiNames.Of(verdict.SubIndication)}: {verdict.Reason}";
        return objection is null
            ? new AuthorityAnswer(
                TimestampOutcome.Granted,
                new TimestampToken(token, verdict.TstInfo!.GenTime, authority) { CheckedValue = verdict.CheckedValue },
                null
            )
            : AuthorityAnswer.Of(TimestampOutcome.BadToken, $"The token fails its checks: {objection}");
    }

    private string? Objection(TstInfo info, TimeStampReq request)
    {
        if (info.Nonce != request.Nonce)
        {
            return "the nonce did not come back.";
        }

        if (request.Policy is { } policy && info.Policy != policy)
        {
            return $"its policy is {info.Policy}.";
        }

        return (info.GenTime - timeProvider.GetUtcNow()).Duration() > options.MaxClockDifference
            ? "its time is far from our clock."
            : null;
    }
}
