// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pkcs11;

namespace HocBaSo.Signing.Server.Calls;

/// <summary>What tokens do, as log lines.</summary>
internal sealed partial class Pkcs11Log(ILogger<Pkcs11Log> logger) : IPkcs11Events
{
    public void TokenStateChanged(TokenState previous, TokenHealth current)
    {
        if (current.State is TokenState.Ready or TokenState.Stopped or TokenState.Starting)
        {
            LogState(current.Name, previous, current.State, current.Sessions);
            return;
        }
        LogTrouble(current.Name, previous, current.State, current.Reason);
    }

    public void SignatureRetried(string token, string code) => LogRetried(token, code);

    public void KeyAbsent(string keyUri) => LogKeyAbsent(keyUri);

    public void SessionsChosen(string token, SessionChoice choice) =>
        LogSessions(token, choice.Sessions, choice.Family, choice.Describe());

    [LoggerMessage(1301, LogLevel.Information, "Token {Token}: {Previous} → {State}, {Sessions} sessions")]
    private partial void LogState(string token, TokenState previous, TokenState state, int sessions);

    [LoggerMessage(1302, LogLevel.Warning, "Token {Token}: {Previous} → {State}: {Reason}")]
    private partial void LogTrouble(string token, TokenState previous, TokenState state, string? reason);

    [LoggerMessage(1303, LogLevel.Warning, "Token {Token}: a signature failed with {Code} and is tried again")]
    private partial void LogRetried(string token, string code);

    [LoggerMessage(
        1305,
        LogLevel.Information,
        "Token {Token}: {Sessions} sessions for keys of type {Family} ({Reason})"
    )]
    private partial void LogSessions(string token, int sessions, KeyFamily family, string reason);

    [LoggerMessage(1304, LogLevel.Error, "No token holds the key {KeyUri}")]
    private partial void LogKeyAbsent(string keyUri);
}
