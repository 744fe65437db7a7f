// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pkcs11;
using HocBaSo.Signing.Server.Calls;

namespace HocBaSo.Signing.Server.Journaling;

/// <summary>Journals log-ins to tokens and their losses, beside whoever else listens.</summary>
internal sealed class TokenEvents(IPkcs11Events others, IEventRecorder events) : IPkcs11Events
{
    public void TokenStateChanged(TokenState previous, TokenHealth current)
    {
        others.TokenStateChanged(previous, current);
        if (current.State == TokenState.Ready)
        {
            Record(JournalEventKind.TokenLoggedIn, current, $"Logged in; {current.Sessions} sessions.");
        }
        // Once for each loss, not for every try to get it back; a PIN that is refused is always told.
        else if (current.State == TokenState.PinRejected || (IsLoss(current.State) && !IsLoss(previous)))
        {
            Record(JournalEventKind.TokenLost, current, current.Reason ?? $"The token is {current.State}.");
        }
    }

    public void SignatureRetried(string token, string code) => others.SignatureRetried(token, code);

    public void KeyAbsent(string keyUri) => others.KeyAbsent(keyUri);

    public void SessionsChosen(string token, SessionChoice choice) => others.SessionsChosen(token, choice);

    private static bool IsLoss(TokenState state) => state is TokenState.Recovering or TokenState.Unavailable;

    private void Record(JournalEventKind kind, TokenHealth token, string detail) =>
        events.Record(
            new JournalEvent
            {
                Kind = kind,
                Subject = token.Name,
                Detail = detail,
            }
        );
}
