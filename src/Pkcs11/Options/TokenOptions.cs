// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pkcs11;

/// <summary>One token: where it is, how its PIN is found, how many sessions work on it.</summary>
public sealed record TokenOptions
{
    /// <summary>The PKCS#11 2.40 module: a path, or a bare file name for the dynamic linker to find. Required.</summary>
    public string ModulePath { get; init; } = "";

    /// <summary>CK_TOKEN_INFO.label, blanks trimmed. At least one of label, serial and slot id is needed; all given ones have to match.</summary>
    public string? Label { get; init; }

    /// <summary>CK_TOKEN_INFO.serialNumber, blanks trimmed.</summary>
    public string? Serial { get; init; }

    /// <summary>The slot's number. Many modules give other numbers after a restart: prefer label or serial.</summary>
    public ulong? SlotId { get; init; }

    /// <summary>A file that holds the user PIN (UTF-8; one line end at the end is not part of it). Exactly one PIN source.</summary>
    public string? PinFile { get; init; }

    /// <summary>An environment variable that holds the user PIN. Exactly one PIN source.</summary>
    public string? PinEnvironment { get; init; }

    /// <summary>
    /// Sessions that sign at the same time, each with its own thread: 1 to 256, capped by the token's own maximum less the
    /// anchor session. Null, the default: measured in the background when the token is first reached, for each type of key that it
    /// holds, with a key that lives in a session; until then one session signs.
    /// </summary>
    public int? Sessions { get; init; }

    /// <summary>
    /// Passed to C_Initialize in the non-standard field that NSS reads (<c>configdir='sql:…' …</c>). Null for every other module.
    /// </summary>
    public string? InitializationParameters { get; init; }

    /// <summary>
    /// Environment variables that the module reads natively (<c>SOFTHSM2_CONF</c>), set for the whole process before
    /// the module is initialised. Without effect when it is initialised already. Names are not empty and hold no <c>=</c>.
    /// </summary>
    public IReadOnlyDictionary<string, string> ModuleEnvironment { get; init; } = new Dictionary<string, string>();

    /// <summary>How the token is called in health, logs and metrics.</summary>
    public string Name => Label ?? Serial ?? $"slot {SlotId}";

    /// <summary>Whether the token that a URI names can be this one: nothing that is configured contradicts it.</summary>
    public bool MayBe(Pkcs11Uri uri) =>
        MayBe(uri.Token, Label) && MayBe(uri.Serial, Serial) && MayBe(uri.SlotId, SlotId);

    internal void Validate(string field)
    {
        Require(ModulePath.Length > 0, $"{field}.ModulePath is missing");
        Require(Label is not null || Serial is not null || SlotId is not null, $"{field} names no token");
        Require(
            string.IsNullOrEmpty(PinFile) != string.IsNullOrEmpty(PinEnvironment),
            $"{field} needs one of PinFile and PinEnvironment"
        );
        Require(
            ModuleEnvironment.Keys.All(NativeEnvironment.IsName),
            $"{field}.ModuleEnvironment has a name that is empty or holds '='"
        );
        Require(Sessions is null or (>= 1 and <= 256), $"{field}.Sessions is not within 1 to 256");
    }

    private static bool MayBe<T>(T? wanted, T? configured) =>
        wanted is null || configured is null || wanted.Equals(configured);

    private static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new ArgumentException(message);
        }
    }
}
