// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pkcs11;

/// <summary>What is known of one key on each token: its cached handle, or that it was not there a moment ago.</summary>
internal sealed class KeyRoute(Pkcs11Uri uri, int tokens)
{
    private readonly TokenKey?[] _keys = new TokenKey?[tokens];
    private readonly long[] _absentSince = new long[tokens];

    public Pkcs11Uri Uri { get; } = uri;

    public TokenKey? this[int token]
    {
        get => Volatile.Read(ref _keys[token]);
        set => Volatile.Write(ref _keys[token], value);
    }

    /// <summary>A timestamp, or 0: a key may be made at any time, so absence only makes a token the last choice.</summary>
    public long AbsentSince(int token) => Volatile.Read(ref _absentSince[token]);

    public void SetAbsent(int token, long timestamp) => Volatile.Write(ref _absentSince[token], timestamp);
}
