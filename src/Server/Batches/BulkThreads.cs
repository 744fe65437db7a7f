// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace HocBaSo.Signing.Server.Batches;

/// <summary>
/// The threads that items of streams are worked on, as many as there are processors. On the thread pool a single call would stand,
/// at every step of its way, behind all the items that have something to do; here the operating system shares the processors between
/// the two. Clients take turns, step by step, however many items each has in hand. Whatever an item awaits, it comes back here: its
/// code keeps the context. Thread-safe.
/// </summary>
internal sealed class BulkThreads : IDisposable
{
    [ThreadStatic]
    private static BulkThreads? s_owner;

    private readonly object _gate = new();

    // One for each client that ever had an item: no more than the configuration names.
    private readonly ConcurrentDictionary<string, Lane> _lanes = new(StringComparer.Ordinal);

    // Those that have steps to take, each once.
    private readonly Queue<Lane> _turns = new();
    private bool _isStopped;

    /// <summary>Starts the threads.</summary>
    public BulkThreads()
    {
        for (var i = 0; i < Environment.ProcessorCount; i++)
        {
            new Thread(Run) { IsBackground = true, Name = $"bulk {i}" }.Start();
        }
    }

    /// <summary>Begins work of a client here.</summary>
    public Task RunAsync(string client, Func<Task> work) =>
        Task
            .Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, LaneOf(client))
            .Unwrap();

    /// <summary>Lets the threads end when nothing waits any more; what comes later goes to the thread pool.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isStopped = true;
            Monitor.PulseAll(_gate);
        }
    }

    private Lane LaneOf(string client) => _lanes.GetOrAdd(client, static (_, threads) => new Lane(threads), this);

    // False when the threads may have ended.
    private bool TryQueue(Lane lane, Task task)
    {
        lock (_gate)
        {
            if (_isStopped)
            {
                return false;
            }
            if (lane.Steps.Count == 0)
            {
                _turns.Enqueue(lane);
            }
            lane.Steps.Enqueue(task);
            Monitor.Pulse(_gate);
            return true;
        }
    }

    private void Run()
    {
        s_owner = this;
        while (TryTake(out var lane, out var task))
        {
            lane.Take(task);
        }
    }

    private bool TryTake([NotNullWhen(true)] out Lane? lane, [NotNullWhen(true)] out Task? task)
    {
        lock (_gate)
        {
            while (_turns.Count == 0 && !_isStopped)
            {
                Monitor.Wait(_gate);
            }
            if (!_turns.TryDequeue(out lane))
            {
                task = null;
                return false;
            }
            task = lane.Steps.Dequeue();
            if (lane.Steps.Count > 0)
            {
                _turns.Enqueue(lane);
            }
            return true;
        }
    }

    /// <summary>What one client's items have to do next; where their code comes back to.</summary>
    private sealed class Lane(BulkThreads threads) : TaskScheduler
    {
        /// <summary>In their order; for the holder of the gate.</summary>
        public Queue<Task> Steps { get; } = new();

        public override int MaximumConcurrencyLevel => Environment.ProcessorCount;

        public void Take(Task task) => TryExecuteTask(task);

        protected override void QueueTask(Task task)
        {
            if (!threads.TryQueue(this, task))
            {
                ThreadPool.UnsafeQueueUserWorkItem(
                    static late => late.Lane.TryExecuteTask(late.Task),
                    (Lane: this, Task: task),
                    preferLocal: false
                );
            }
        }

        protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
            !taskWasPreviouslyQueued && s_owner == threads && TryExecuteTask(task);

        protected override IEnumerable<Task> GetScheduledTasks()
        {
            lock (threads._gate)
            {
                return [.. Steps];
            }
        }
    }
}
