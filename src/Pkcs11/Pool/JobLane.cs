// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pkcs11;

/// <summary>The jobs of one lane, in the order in which they came; those of a type of key can be passed over. Not thread-safe.</summary>
internal sealed class JobLane
{
    private readonly Queue<SignJob>[] _jobs = [new(), new()];

    public int Count => _jobs[0].Count + _jobs[1].Count;

    /// <summary>When the oldest job came; null when there is none.</summary>
    public long? OldestAt => _jobs.Min(static jobs => jobs.TryPeek(out var oldest) ? oldest.EnqueuedAt : (long?)null);

    public void Add(SignJob job) => _jobs[(int)job.Family].Enqueue(job);

    public bool Has(KeyFamily family) => _jobs[(int)family].Count > 0;

    /// <summary>The oldest job of the types that are allowed; null when there is none.</summary>
    public SignJob? Take(bool rsa, bool ec)
    {
        var (first, second) = (_jobs[(int)KeyFamily.Rsa], _jobs[(int)KeyFamily.Ec]);
        rsa &= first.Count > 0;
        ec &= second.Count > 0;
        return (rsa, ec) switch
        {
            (true, true) => (second.Peek().EnqueuedAt < first.Peek().EnqueuedAt ? second : first).Dequeue(),
            (true, false) => first.Dequeue(),
            (false, true) => second.Dequeue(),
            _ => null,
        };
    }

    /// <summary>Takes out those that are over, and those that came before a time; the others keep their order.</summary>
    public void TakeStale(long timestamp, List<SignJob> stale)
    {
        foreach (var jobs in _jobs)
        {
            for (var left = jobs.Count; left > 0; left--)
            {
                var job = jobs.Dequeue();
                if (job.EnqueuedAt < timestamp || job.Task.IsCompleted)
                {
                    stale.Add(job);
                }
                else
                {
                    jobs.Enqueue(job);
                }
            }
        }
    }

    /// <summary>Takes out all, oldest first.</summary>
    public IEnumerable<SignJob> Drain()
    {
        while (Take(rsa: true, ec: true) is { } job)
        {
            yield return job;
        }
    }
}
