// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;

namespace HocBaSo.Signing.Pkcs11.Tests;

/// <summary>Sessions that are not configured: measured on the token, with a key that is nobody's.</summary>
[Collection(AloneCollection.Name)]
public sealed class SessionChoiceTests
{
    private static readonly TimeSpan SlowSignature = TimeSpan.FromMilliseconds(4);

    [Fact]
    public async Task Start_WhenSessionsAreNotSet_MeasuresEachTypeOfKeyAndLeavesNothingInTheToken()
    {
        await using var rig = Unset(new Rig());
        rig.Token().Generate(KeyKind.Rsa2048, "rsa");
        await rig.StartAsync();

        await rig.Events.Chosen(2);

        var choices = rig.Signer.SessionsOf(0);
        Assert.Equal([KeyFamily.Rsa, KeyFamily.Ec], choices.Select(static choice => choice.Family));
        Assert.All(choices, static choice => Assert.Null(choice.Failure));
        Assert.All(choices, static choice => Assert.All(choice.Samples, static s => Assert.True(s.PerSecond > 0)));
        Assert.Equal(2, rig.Module.Calls("C_GenerateKeyPair"));
        Assert.Equal(4, rig.Module.Calls("C_DestroyObject"));
        using var keys = TokenKeys.Open(rig.Token().Options);
        Assert.Equal(["key", "rsa"], keys.List().Select(static key => key.Label));
        await rig.SignAndVerifyAsync();
        await rig.Signer.DisposeAsync();
        Assert.Equal(rig.Module.Calls("C_OpenSession"), rig.Module.Calls("C_CloseSession"));
    }

    [Fact]
    public async Task Start_WhenTheTokenSignsElsewhere_SeveralSessionsSignAtTheSameTime()
    {
        await using var rig = Unset(new Rig());
        using var never = new ManualResetEventSlim();
        rig.Module.On(
            "C_Sign",
            _ =>
            {
                never.Wait(SlowSignature);
                return null;
            }
        );
        await rig.StartAsync();
        await rig.Events.Chosen(1);

        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => rig.SignAsync()));

        var sessions = rig.Signer.SessionsOf(0).Single().Sessions;
        Assert.InRange(sessions, 2, 8);
        await rig.Signer.DisposeAsync();
        Assert.Equal(rig.Module.Calls("C_OpenSession"), rig.Module.Calls("C_CloseSession"));
    }

    [Fact]
    public async Task Start_WhenTheTokenMakesNoKeys_OneSessionSignsAndTheReasonIsTold()
    {
        await using var rig = Unset(new Rig());
        rig.Module.Fail("C_GenerateKeyPair", 0x54);
        await rig.StartAsync();

        await rig.Events.Chosen(1);

        var choice = rig.Signer.SessionsOf(0).Single();
        Assert.Equal(1, choice.Sessions);
        Assert.Contains("CKR_", choice.Describe(), StringComparison.Ordinal);
        Assert.Equal(1, rig.Health.Sessions);
        await rig.SignAndVerifyAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Start_WhenTheTokenDiesWhileItIsMeasured_IsMeasuredAgainOnTheNextConnection(int sessions)
    {
        await using var rig = Unset(new Rig());
        using var never = new ManualResetEventSlim();
        var trials = new ConcurrentDictionary<int, byte>();
        var isDead = true;
        rig.Module.On(
            "C_Sign",
            _ =>
            {
                if (Thread.CurrentThread.Name != "pkcs11 trial")
                {
                    return null;
                }
                trials.TryAdd(Environment.CurrentManagedThreadId, 0);
                never.Wait(SlowSignature);
                return Volatile.Read(ref isDead) && trials.Count >= sessions ? (uint)Ckr.DeviceRemoved : null;
            }
        );
        await rig.StartAsync();
        await rig.Events.Chosen(1);
        Assert.Contains("CKR_DEVICE_REMOVED", rig.Signer.SessionsOf(0).Single().Failure, StringComparison.Ordinal);

        Volatile.Write(ref isDead, false);
        rig.Module.FailAt("C_SignInit", (uint)Ckr.DeviceRemoved);
        await rig.SignAndVerifyAsync();
        await rig.Events.Chosen(1);

        Assert.Null(rig.Signer.SessionsOf(0).Single().Failure);
        await rig.SignAndVerifyAsync();
    }

    [Fact]
    public async Task Start_WhenSessionsAreSet_NothingIsMeasured()
    {
        await using var rig = await new Rig().StartAsync();

        await rig.SignAndVerifyAsync();

        Assert.Empty(rig.Signer.SessionsOf(0));
        Assert.Equal(0, rig.Module.Calls("C_GenerateKeyPair"));
        Assert.Equal(1, rig.Module.Calls("C_Sign"));
    }

    [Fact]
    public async Task Start_WhenTheTokenAllowsTwoSessions_NothingIsMeasuredInMoreThanItHas()
    {
        await using var rig = Unset(new Rig());
        rig.Module.MaxSessionCount = 2;
        await rig.StartAsync();

        await rig.Events.Chosen(1);

        Assert.Equal(1, rig.Signer.SessionsOf(0).Single().Sessions);
        await rig.SignAndVerifyAsync();
    }

    private static Rig Unset(Rig rig)
    {
        rig.Options = rig.Options with { Tokens = [rig.Options.Tokens[0] with { Sessions = null }] };
        return rig;
    }
}
