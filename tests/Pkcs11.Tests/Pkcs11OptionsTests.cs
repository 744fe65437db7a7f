// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pkcs11.Tests;

public sealed class Pkcs11OptionsTests
{
    private static readonly TokenOptions Token = new()
    {
        ModulePath = "m.so",
        Label = "t",
        PinFile = "p",
    };

    private static readonly Pkcs11Options Good = new() { Tokens = [Token] };

    public static TheoryData<string, Pkcs11Options> Bad() =>
        new()
        {
            { "Tokens", Good with { Tokens = [] } },
            { "Tokens[0].ModulePath", Good with { Tokens = [Token with { ModulePath = "" }] } },
            { "Tokens[0] names no token", Good with { Tokens = [Token with { Label = null }] } },
            { "PinFile and PinEnvironment", Good with { Tokens = [Token with { PinFile = null }] } },
            { "PinFile and PinEnvironment", Good with { Tokens = [Token with { PinEnvironment = "P" }] } },
            { "Tokens[0].Sessions", Good with { Tokens = [Token with { Sessions = 0 }] } },
            {
                "Tokens[0].ModuleEnvironment",
                Good with
                {
                    Tokens = [Token with { ModuleEnvironment = Variable("A=B") }],
                }
            },
            { "Tokens[0].ModuleEnvironment", Good with { Tokens = [Token with { ModuleEnvironment = Variable("") }] } },
            { "same token twice", Good with { Tokens = [Token, Token with { Sessions = 2 }] } },
            { "QueueLength", Good with { QueueLength = 0 } },
            { "QueueTimeout", Good with { QueueTimeout = TimeSpan.Zero } },
            { "SignTimeout", Good with { SignTimeout = TimeSpan.FromDays(1) } },
            { "RecoveryBackOff", Good with { RecoveryBackOff = TimeSpan.FromMinutes(1) } },
        };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Validate_WhenAValueIsWrong_NamesIt(string name, Pkcs11Options options)
    {
        var error = Assert.Throws<ArgumentException>(options.Validate);
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BackOff_WhenFailuresGoOn_DoublesUpToTheMaximum()
    {
        Good.Validate();
        Assert.Equal(TimeSpan.FromMilliseconds(250), Good.BackOff(1));
        Assert.Equal(TimeSpan.FromMilliseconds(500), Good.BackOff(2));
        Assert.Equal(TimeSpan.FromSeconds(30), Good.BackOff(1000));
    }

    private static Dictionary<string, string> Variable(string name) => new(StringComparer.Ordinal) { [name] = "value" };

    [Theory]
    [InlineData(0xA0, "CKR_PIN_INCORRECT")]
    [InlineData(0x190, "CKR_CRYPTOKI_NOT_INITIALIZED")]
    [InlineData(0xB8, "CKR_SESSION_READ_WRITE_SO_EXISTS")]
    [InlineData(0x80000001, "CKR_0x80000001")]
    public void CodeName_WhenAsked_IsTheStandards(uint code, string name) => Assert.Equal(name, ((Ckr)code).Name());
}
