// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pkcs11.Tests;

public sealed class QueueTests
{
    [Fact]
    public async Task Sign_WhenTheQueueIsFull_IsOverloadedWithRetryAfter()
    {
        await using var rig = new Rig();
        rig.Options = rig.Options with { QueueLength = 2 };
        await rig.StartAsync();
        var blockade = rig.Module.Block("C_Sign");
        var running = rig.SignAsync();
        await blockade.Entered;
        Task[] waiting = [rig.SignAsync(), rig.SignAsync()];

        var error = await rig.SignExpecting(SigningErrorKind.Overloaded);

        Assert.NotNull(error.RetryAfter);
        Assert.Equal(2, rig.Signer.Health.Waiting);
        blockade.Dispose();
        await Task.WhenAll([running, .. waiting]);
        Assert.Equal(0, rig.Signer.Health.Waiting);
        await rig.SignAndVerifyAsync();
    }

    [Fact]
    public async Task Sign_WhenCancelledInTheQueue_EndsAtOnceFreesItsPlaceAndIsNeverSigned()
    {
        await using var rig = new Rig();
        rig.Options = rig.Options with { QueueLength = 1 };
        await rig.StartAsync();
        var blockade = rig.Module.Block("C_Sign");
        var running = rig.SignAsync();
        await blockade.Entered;
        using var source = new CancellationTokenSource();
        var waiting = rig.SignAsync(source.Token);

        await source.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(source.Token, error.CancellationToken);
        var next = rig.SignAsync();
        blockade.Dispose();
        await Task.WhenAll(running, next);
        Assert.Equal(2, rig.Module.Calls("C_Sign"));
    }

    [Fact]
    public async Task Sign_WhenCancelledInsideTheToken_EndsAtOnceAndTheSignatureIsThrownAway()
    {
        await using var rig = await new Rig().StartAsync();
        var blockade = rig.Module.Block("C_Sign");
        using var source = new CancellationTokenSource();
        var running = rig.SignAsync(source.Token);
        await blockade.Entered;

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        blockade.Dispose();
        await rig.SignAndVerifyAsync();
    }

    [Fact]
    public async Task Sign_WhenTheKeyIsKnown_TheTokenIsCalledTwiceForEachSignature()
    {
        await using var rig = await new Rig().StartAsync();
        await rig.SignAsync();
        var known = rig.Module.History.Count;
        var session = rig.Module.History.Last(static call => call.Function == "C_Sign").Session;

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => rig.SignAsync()));

        var calls = rig.Module.History.Skip(known).Where(call => call.Session == session).Select(call => call.Function);
        Assert.Equal(Enumerable.Repeat<string[]>(["C_SignInit", "C_Sign"], 20).SelectMany(static pair => pair), calls);
    }

    [Fact]
    public async Task Sign_WhenCancelledBefore_AsksNobody()
    {
        await using var rig = await new Rig().StartAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rig.SignAsync(new CancellationToken(true)));

        Assert.Equal(0, rig.Module.Calls("C_SignInit"));
    }

    [Fact]
    public async Task Sign_WhenItWaitedTooLong_IsOverloaded()
    {
        await using var rig = new Rig();
        rig.Options = rig.Options with { SignTimeout = TimeSpan.FromHours(1) };
        await rig.StartAsync();
        var blockade = rig.Module.Block("C_Sign");
        var running = rig.SignAsync();
        await blockade.Entered;
        var waiting = rig.SignAsync();
        rig.Time.Advance(rig.Options.QueueTimeout * 2);

        blockade.Dispose();

        await running;
        var error = await Assert.ThrowsAsync<SigningException>(() => waiting);
        Assert.Equal(SigningErrorKind.Overloaded, error.Kind);
    }

    [Fact]
    public async Task Dispose_WhenSignaturesWait_FailsThemAndClosesEverySession()
    {
        await using var rig = await new Rig().StartAsync();
        var blockade = rig.Module.Block("C_Sign");
        var running = rig.SignAsync();
        await blockade.Entered;
        var waiting = rig.SignExpecting(SigningErrorKind.HsmUnavailable);

        var disposal = rig.Signer.DisposeAsync();
        await waiting;
        blockade.Dispose();

        await disposal;
        await running;
        Assert.Equal(TokenState.Stopped, rig.Health.State);
        Assert.Equal(rig.Module.Calls("C_OpenSession"), rig.Module.Calls("C_CloseSession"));
        await rig.SignExpecting(SigningErrorKind.HsmUnavailable);
    }

    [Fact]
    public async Task Session_WhenManySign_IsOnlyUsedByItsOwnThread()
    {
        await using var rig = new Rig();
        rig.Options = rig.Options with { Tokens = [rig.Token().Options with { Sessions = 4 }] };
        await rig.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => rig.SignAsync()));
        rig.Module.FailAt("C_Sign", (uint)Ckr.SessionHandleInvalid);
        await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => rig.SignAsync()));
        await rig.Signer.DisposeAsync();

        // SoftHSM may give a closed session's number again, so lives are cut at C_CloseSession.
        var threads = new Dictionary<ulong, int>();
        foreach (var call in rig.Module.History.Where(call => call.Session != 0))
        {
            Assert.Equal(call.ThreadId, threads.GetValueOrDefault(call.Session, call.ThreadId));
            threads[call.Session] = call.ThreadId;
            if (call.Function == "C_CloseSession")
            {
                threads.Remove(call.Session);
            }
        }

        Assert.Empty(threads);
        Assert.All(rig.Module.History, call => Assert.NotEqual(Environment.CurrentManagedThreadId, call.ThreadId));
    }
}
