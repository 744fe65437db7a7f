// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pkcs11.Tests;

/// <summary>A token that is looked at all the time, and whose calls may take no long time.</summary>
internal static class HangingRig
{
    public static Rig Make(int signTimeout = 800, int startTimeout = 1000)
    {
        var rig = new Rig();
        rig.Options = rig.Options with
        {
            // Nothing is measured: each call that is counted here is one of connecting, looking or signing.
            Tokens = [rig.Token().Options with { Sessions = 1 }],
            HealthInterval = TimeSpan.FromMilliseconds(20),
            SignTimeout = TimeSpan.FromMilliseconds(signTimeout),
            StartTimeout = TimeSpan.FromMilliseconds(startTimeout),
        };
        return rig;
    }

    public static async Task<Rig> Start(int signTimeout = 800, int startTimeout = 1000)
    {
        var rig = await Make(signTimeout, startTimeout).StartAsync();
        await rig.Events.Reached(TokenState.Ready);
        return rig;
    }

    /// <summary>Lets the call that hangs return, and waits until what its thread had opened is closed.</summary>
    public static async Task Returns(Rig rig, Blockade blockade, int sessions = 1)
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        rig.Module.On(
            "C_CloseSession",
            _ =>
            {
                if (Interlocked.Decrement(ref sessions) == 0)
                {
                    closed.SetResult();
                }

                return null;
            }
        );
        blockade.Dispose();
        await closed.Task.WaitAsync(Rig.Patience);
    }
}
