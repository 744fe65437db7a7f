// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pki.Tests;

/// <summary>Who asks an authority next.</summary>
public sealed class AuthorityPlacesTests
{
    [Fact]
    public async Task Enter_WhenBulkTakesAllItMay_AnEighthIsLeftForInteractive()
    {
        using var places = new AuthorityPlaces(16);
        var bulk = Enumerable.Range(0, 20).Select(_ => Enter(places, SigningLane.Bulk)).ToArray();

        Assert.Equal(14, bulk.Count(static t => t.IsCompletedSuccessfully));
        using var first = await Within(Enter(places, SigningLane.Interactive));
        using var second = await Within(Enter(places, SigningLane.Interactive));
        Assert.False(Enter(places, SigningLane.Interactive).IsCompleted);
    }

    [Fact]
    public async Task Leave_WhenBothWait_InteractiveIsFirstButNotForEver()
    {
        using var places = new AuthorityPlaces(1);
        var place = await Enter(places, SigningLane.Bulk);
        var bulk = Enter(places, SigningLane.Bulk);
        var interactive = Enumerable.Range(0, 20).Select(_ => Enter(places, SigningLane.Interactive)).ToArray();

        for (var turn = 0; turn < 16; turn++)
        {
            place.Dispose();
            place = await Within(interactive[turn]);
        }
        Assert.False(bulk.IsCompleted);
        place.Dispose();
        place = await Within(bulk);
        place.Dispose();
        foreach (var waiting in interactive[16..])
        {
            (await Within(waiting)).Dispose();
        }
    }

    [Fact]
    public async Task Enter_WhenAWaiterGivesUp_ItsPlaceGoesToTheNext()
    {
        using var places = new AuthorityPlaces(1);
        var place = await Enter(places, SigningLane.Interactive);
        using var caller = new CancellationTokenSource();
        var given = places.EnterAsync(SigningLane.Interactive, caller.Token).AsTask();
        var next = Enter(places, SigningLane.Bulk);

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        place.Dispose();
        (await Within(next)).Dispose();
        (await Within(Enter(places, SigningLane.Bulk))).Dispose();
    }

    private static async Task<AuthorityPlaces.Place> Enter(AuthorityPlaces places, SigningLane lane) =>
        await places.EnterAsync(lane, CancellationToken.None);

    private static Task<T> Within<T>(Task<T> task) => task.WaitAsync(TimeSpan.FromSeconds(20));
}
