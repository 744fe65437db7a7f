// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pkcs11.Tests;

/// <summary>One key of each kind on a SoftHSM token and on the NSS token, with a running signer for each.</summary>
public sealed class KeyRing : IAsyncLifetime
{
    private readonly Dictionary<(Make, KeyKind), string> _uris = [];
    private readonly Dictionary<Make, Pkcs11DigestSigner> _signers = [];
    private readonly SoftHsmToken _token = SoftHsmToken.Create();

    internal Pkcs11DigestSigner Signer(Make make) => _signers[make];

    public string Uri(Make make, KeyKind kind) => _uris[(make, kind)];

    public TokenOptions Options(Make make) => make == Make.SoftHsm ? _token.Options : NssToken.Options;

    public async Task InitializeAsync()
    {
        foreach (var make in Enum.GetValues<Make>())
        {
            using (var keys = TokenKeys.Open(Options(make)))
            {
                foreach (var kind in Enum.GetValues<KeyKind>())
                {
                    _uris[(make, kind)] = keys.Generate(kind, kind.ToString()).Uri.ToString();
                }
            }

            var signer = new Pkcs11DigestSigner(new Pkcs11Options { Tokens = [Options(make)] });
            await signer.StartAsync();
            _signers[make] = signer;
        }
    }

    public async Task DisposeAsync()
    {
        foreach (var signer in _signers.Values)
        {
            await signer.DisposeAsync();
        }

        _token.Dispose();
    }
}
