// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HocBaSo.Signing.Pkcs11;

namespace HocBaSo.Signing.TestKit;

/// <summary>A fresh SoftHSM token with random PINs. All tokens of a process share one configuration, as SoftHSM wants it.</summary>
public sealed class SoftHsmToken : IDisposable
{
    private SoftHsmToken(string label)
    {
        PinFile = Path.Combine(SoftHsmEnvironment.Folder, label + ".pin");
        Pin = NewPin();
        WritePin(PinFile, Pin);
        Options = new TokenOptions
        {
            Sessions = 1, // Tests count calls: nothing is measured where a test doesn't ask for it.
            ModulePath = SoftHsmEnvironment.ModulePath,
            Label = label,
            PinFile = PinFile,
        };
    }

    /// <summary>The token's configuration, one session.</summary>
    public TokenOptions Options { get; }

    public string Label => Options.Label!;

    public string PinFile { get; }

    /// <summary>The user PIN, for outside tools.</summary>
    public string Pin { get; }

    public static SoftHsmToken Create(string? label = null)
    {
        var token = Describe(label);
        token.Initialize();
        return token;
    }

    /// <summary>Options and PIN of a token that isn't there until <see cref="Initialize"/>.</summary>
    public static SoftHsmToken Describe(string? label = null) =>
        new(label ?? "t-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)));

    public void Initialize() => TokenSetup.Initialize(Options, Encoding.ASCII.GetBytes(NewPin()));

    /// <summary>Makes a second token of the same label: what a careless operator does.</summary>
    public void InitializeTwin() =>
        TokenSetup.Initialize(Options, Encoding.ASCII.GetBytes(NewPin()), mayRepeatLabel: true);

    /// <summary>Generates a key and answers its URI as text.</summary>
    public string Generate(KeyKind kind, string label = "key", byte[]? id = null)
    {
        using var keys = TokenKeys.Open(Options);
        return keys.Generate(kind, label, id).Uri.ToString();
    }

    public void Dispose() => File.Delete(PinFile);

    internal static string NewPin() =>
        RandomNumberGenerator.GetInt32(10_000_000, 100_000_000).ToString(CultureInfo.InvariantCulture);

    // The folder was made for this user only (mkdtemp).
    internal static void WritePin(string file, string pin) => File.WriteAllText(file, pin + "\n");
}
