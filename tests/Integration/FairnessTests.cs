// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;
using System.Diagnostics.Metrics;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.V1;
using Xunit.Abstractions;
using KeyKind = HocBaSo.Signing.Pkcs11.KeyKind;
using SchoolLevel = HocBaSo.Signing.Transcripts.SchoolLevel;

namespace HocBaSo.Signing.Integration;

/// <summary>A teacher signs one document while a province's batch keeps the token busy without a pause.</summary>
[Collection(nameof(AloneCollection))]
public sealed class FairnessTests(ITestOutputHelper output)
{
    private const int Rounds = 3;
    private const int Samples = 200;
    private const int Worst = 10;
    private const int Attempts = 3;
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);
    private const int ClientThreads = 16;

    [Fact]
    public async Task Sign_WhenABulkStreamSaturatesTheToken_ItsP99StaysUnderTenTimesTheIdleOne()
    {
        // The clients live in this process as well: what they wait for each other is not to be measured.
        ThreadPool.GetMinThreads(out var workers, out var ports);
        ThreadPool.SetMinThreads(Math.Max(workers, ClientThreads), ports);
        try
        {
            await MeasureAsync();
        }
        finally
        {
            ThreadPool.SetMinThreads(workers, ports);
        }
    }

    // What else the machine does only ever adds to a latency, and more to one under load: a miss is looked at again a little later.
    private async Task MeasureAsync()
    {
        (double Idle, double Loaded) p99 = default;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            p99 = await MeasureOnceAsync();
            if (p99.Loaded < Worst * p99.Idle)
            {
                return;
            }
            output.WriteLine($"Attempt {attempt + 1} missed.");
            await Task.Delay(Quiet);
        }
        Assert.Fail($"p99 of {p99.Loaded:F1} ms under load, {p99.Idle:F1} ms idle");
    }

    private async Task<(double Idle, double Loaded)> MeasureOnceAsync()
    {
        using var school = new School(SchoolLevel.Thcs, keys: KeyKind.Rsa2048);
        await using var server = await RunningServer.StartAsync(school.WriteConfiguration());
        // A refusal is to be seen, not smoothed over.
        using var client = new SigningClient(server.Host.GrpcAddress, new SigningClientOptions { MaxRetries = 0 });
        using var province = new SigningClient(server.Host.GrpcAddress, new SigningClientOptions { MaxRetries = 0 });
        var transcript = school.Transcripts(1)[0];
        var all = School.AllSteps(transcript);
        var one = new SigningSettings { Steps = { all.Steps[0] } };
        // Everybody but the school, whose seal would ask the built-in authority for a timestamp.
        var many = new SigningSettings { Steps = { all.Steps.Take(all.Steps.Count - 1) } };
        await MeasureAsync(client, transcript.Xml, one, "warm", Samples / 4);

        var (idle, loaded) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            idle.Add(await MeasureAsync(client, transcript.Xml, one, $"idle-{round}", Samples));
            await using var bulk = new BulkLoad(province, transcript.Xml, many, $"bulk-{round}");
            await bulk.SaturatedAsync();
            loaded.Add(await MeasureAsync(client, transcript.Xml, one, $"loaded-{round}", Samples));
            await bulk.StopAsync();
            Assert.True(bulk.Queue > 0, "The token was not saturated.");
            output.WriteLine(
                $"p99 idle {idle[^1]:F1} ms, loaded {loaded[^1]:F1} ms; bulk {bulk.Signed} documents, {bulk.Queue} signatures in line"
            );
        }

        return (Median(idle), Median(loaded));
    }

    // One after another, as one teacher would; the 99th percentile in milliseconds.
    private static async Task<double> MeasureAsync(
        SigningClient client,
        byte[] xml,
        SigningSettings settings,
        string name,
        int samples
    )
    {
        var times = new double[samples];
        for (var i = 0; i < samples; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await client.SignAsync(new DocumentToSign($"{name}-{i}", xml), settings);
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
        Array.Sort(times);
        return times[(int)Math.Ceiling(samples * 0.99) - 1];
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    /// <summary>A stream that always has another document.</summary>
    private sealed class BulkLoad : IAsyncDisposable
    {
        private const string QueueGauge = "hocbaso.hsm.queue.length";
        private readonly MeterListener _listener = new();
        private readonly CancellationTokenSource _looking = new();
        private readonly Task _work;
        private readonly Task _look;
        private readonly TaskCompletionSource _saturated = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly List<int> _seen = [];
        private volatile bool _isStopping;
        private int _documents;
        private int _queue;

        public BulkLoad(SigningClient client, byte[] xml, SigningSettings settings, string name)
        {
            _listener.InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Name == QueueGauge)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<int>((_, length, _, _) => _queue = length);
            _listener.Start();
            _work = RunAsync(client, Documents(xml, name), settings);
            _look = LookAsync();
        }

        /// <summary>How many were signed.</summary>
        public int Signed => Volatile.Read(ref _documents);

        /// <summary>How many signatures stood in line at the token, at the median of all looks since it was saturated.</summary>
        public int Queue => _seen.Order().ElementAt(_seen.Count / 2);

        /// <summary>Ends when signatures stand in line at the token.</summary>
        public Task SaturatedAsync() => _saturated.Task.WaitAsync(TimeSpan.FromSeconds(60));

        /// <summary>Sends nothing more, and waits for what is in hand.</summary>
        public async Task StopAsync()
        {
            await _looking.CancelAsync();
            await _look;
            _isStopping = true;
            await _work.WaitAsync(TimeSpan.FromSeconds(120));
        }

        public async ValueTask DisposeAsync()
        {
            _isStopping = true;
            await _looking.CancelAsync();
            await Task.WhenAny(_work);
            _listener.Dispose();
            _looking.Dispose();
        }

        private async IAsyncEnumerable<DocumentToSign> Documents(byte[] xml, string name)
        {
            for (var i = 0; !_isStopping; i++)
            {
                await Task.Yield();
                yield return new DocumentToSign($"{name}-{i}", xml);
            }
        }

        private async Task RunAsync(
            SigningClient client,
            IAsyncEnumerable<DocumentToSign> documents,
            SigningSettings settings
        )
        {
            await foreach (var result in client.SignBatchAsync(documents, settings))
            {
                Assert.True(result.IsSigned, result.Error?.Message);
                Interlocked.Increment(ref _documents);
            }
        }

        private async Task LookAsync()
        {
            while (!_looking.IsCancellationRequested)
            {
                _listener.RecordObservableInstruments();
                if (_saturated.Task.IsCompleted)
                {
                    _seen.Add(_queue);
                }
                else if (_queue >= 50)
                {
                    _saturated.SetResult();
                }
                await Task.WhenAny(Task.Delay(20, _looking.Token));
            }
        }
    }
}
