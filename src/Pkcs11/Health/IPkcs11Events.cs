// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pkcs11;

/// <summary>
/// What operators should hear of; the server turns it into logs. Called on the tokens' own threads: be quick, don't throw, don't call back.
/// </summary>
public interface IPkcs11Events
{
    /// <summary>A token changed its state.</summary>
    /// <param name="previous">The state before.</param>
    /// <param name="current">The token now.</param>
    void TokenStateChanged(TokenState previous, TokenHealth current);

    /// <summary>A signature failed inside a token and is tried a second time.</summary>
    /// <param name="token">The token's name.</param>
    /// <param name="code">CKR_ name of the failure.</param>
    void SignatureRetried(string token, string code);

    /// <summary>A signature was asked of a key that no token holds, and all of them answer: deleted, or never there.</summary>
    /// <param name="keyUri">The key as configured.</param>
    void KeyAbsent(string keyUri) { }

    /// <summary>It was measured how many sessions are worth having; or it couldn't be, and one signs.</summary>
    /// <param name="token">The token's name.</param>
    /// <param name="choice">The number and its reasons.</param>
    void SessionsChosen(string token, SessionChoice choice) { }
}
