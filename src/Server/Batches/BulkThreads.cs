// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics.CodeAnalysis;

namespace HocBaSo.Signing.Server.Batches;

/// <summary>
/// The threads that items of streams are worked on, as many as there are processors. On the thread pool a single call would stand,
/// at every step of its way, behind all the items that have something to do; here the operating system shares the processors between
/// the two. Whatever an item awaits, it comes back here: its code keeps the context. Thread-safe.
/// </summary>
internal sealed class BulkThreads : TaskScheduler, IDisposable
{
    [ThreadStatic]
    private static BulkThreads? s_owner;

    private readonly object _gate = new();
    private readonly Queue<Task> _tasks = new();
    private bool _isStopped;

    /// <summary>Starts the threads.</summary>
    public BulkThreads()
    {
        for (var i = 0; i < MaximumConcurrencyLevel; i++)
        {
            new Thread(Run) { IsBackground = true, Name = $"bulk {i}" }.Start();
        }
    }

    public override int MaximumConcurrencyLevel => Environment.ProcessorCount;

    /// <summary>Begins work here.</summary>
    public Task RunAsync(Func<Task> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();

    /// <summary>Lets the threads end when nothing waits any more; what comes later goes to the thread pool.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isStopped = true;
            Monitor.PulseAll(_gate);
        }
    }

    protected override void QueueTask(Task task)
    {
        lock (_gate)
        {
            if (!_isStopped)
            {
                _tasks.Enqueue(task);
                Monitor.Pulse(_gate);
                return;
            }
        }
        ThreadPool.UnsafeQueueUserWorkItem(
            static late => late.Owner.TryExecuteTask(late.Task),
            (Owner: this, Task: task),
            preferLocal: false
        );
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && s_owner == this && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_gate)
        {
            return [.. _tasks];
        }
    }

    private void Run()
    {
        s_owner = this;
        while (TryTake(out var task))
        {
            TryExecuteTask(task);
        }
    }

    private bool TryTake([NotNullWhen(true)] out Task? task)
    {
        lock (_gate)
        {
            while (_tasks.Count == 0 && !_isStopped)
            {
                Monitor.Wait(_gate);
            }
            return _tasks.TryDequeue(out task);
        }
    }
}
