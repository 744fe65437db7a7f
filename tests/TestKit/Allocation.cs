// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.TestKit;

/// <summary>
/// What a piece of work allocates once its code is compiled for good. Code of the first tier boxes and copies where optimized
/// code does not, and a method is optimized only after thirty calls and a tenth of a second in which nothing new is compiled;
/// tests that start beside this one put that moment off. So the first calls, however many, say little about the product, and a
/// budget is missed only by work that stays above it for as long as <see cref="Patience"/>.
/// </summary>
public static class Allocation
{
    /// <summary>
    /// How long work that is above its budget is repeated: a hundred times what the runtime waits for. Longer, but not for more
    /// than a minute, where others have the processor.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Repeats work of this thread until a call keeps to the budget, at most for <see cref="Patience"/>.</summary>
    /// <param name="budget">Bytes; 0 to repeat for the whole time.</param>
    /// <param name="work">What is measured; what it shares between calls is made by its first ones.</param>
    /// <param name="patience">Another time than <see cref="Patience"/>.</param>
    public static AllocationMeasurement Least(long budget, Action work, TimeSpan? patience = null)
    {
        ArgumentNullException.ThrowIfNull(work);
        return LeastBesidesResult(
            budget,
            () =>
            {
                work();
                return 0;
            },
            patience
        );
    }

    /// <summary>The same, less the bytes of the result, whose number the work returns: those the caller asked for.</summary>
    public static AllocationMeasurement LeastBesidesResult(long budget, Func<int> work, TimeSpan? patience = null)
    {
        ArgumentNullException.ThrowIfNull(work);
        return Repeat(
            budget,
            () =>
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                var result = work();
                return GC.GetAllocatedBytesForCurrentThread() - before - result;
            },
            patience
        );
    }

    /// <summary>
    /// The same for work that other threads share in: the bytes of the whole process, so no other test may run beside it.
    /// </summary>
    public static async Task<AllocationMeasurement> LeastOfProcessAsync(
        long budget,
        Func<Task> work,
        TimeSpan? patience = null
    )
    {
        ArgumentNullException.ThrowIfNull(work);
        var series = new AllocationSeries(budget, patience ?? Patience);
        while (series.Continues)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            await work().ConfigureAwait(false);
            series.Add(GC.GetTotalAllocatedBytes(precise: true) - before);
        }
        return series.Measurement;
    }

    /// <summary>The same for work that waits for those other threads by itself, less the bytes of its result.</summary>
    public static AllocationMeasurement LeastOfProcessBesidesResult(
        long budget,
        Func<int> work,
        TimeSpan? patience = null
    )
    {
        ArgumentNullException.ThrowIfNull(work);
        return Repeat(
            budget,
            () =>
            {
                var before = GC.GetTotalAllocatedBytes(precise: true);
                var result = work();
                return GC.GetTotalAllocatedBytes(precise: true) - before - result;
            },
            patience
        );
    }

    private static AllocationMeasurement Repeat(long budget, Func<long> measure, TimeSpan? patience)
    {
        var series = new AllocationSeries(budget, patience ?? Patience);
        while (series.Continues)
        {
            series.Add(measure());
        }
        return series.Measurement;
    }
}
