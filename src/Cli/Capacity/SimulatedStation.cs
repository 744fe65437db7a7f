// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli;

/// <summary>Equal servers before one queue with two lanes, interactive before bulk, each in the order of arrival.</summary>
internal sealed class SimulatedStation(int servers, (double From, double To) window)
{
    private readonly Queue<SimulatedDocument> _interactive = new();
    private readonly Queue<SimulatedDocument> _bulk = new();
    private readonly double _whole = servers * (window.To - window.From);
    private int _free = servers;
    private double _busy;

    /// <summary>The share of the window in which the servers worked.</summary>
    public double Utilisation => _busy / _whole;

    /// <summary>A document arrives.</summary>
    public void Enqueue(SimulatedDocument document) =>
        (document.IsInteractive ? _interactive : _bulk).Enqueue(document);

    /// <summary>A server has ended its work.</summary>
    public void Release() => _free++;

    /// <summary>The next document that a free server takes up; false when there is none.</summary>
    public bool TryStart(
        double now,
        Func<SimulatedDocument, double> service,
        out SimulatedDocument next,
        out double end
    )
    {
        end = 0;
        next = default;
        if (_free == 0 || (!_interactive.TryDequeue(out next) && !_bulk.TryDequeue(out next)))
        {
            return false;
        }
        _free--;
        end = now + service(next);
        _busy += Math.Max(0, Math.Min(end, window.To) - Math.Max(now, window.From));
        return true;
    }
}
