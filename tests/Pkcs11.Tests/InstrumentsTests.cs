// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace HocBaSo.Signing.Pkcs11.Tests;

public sealed class InstrumentsTests
{
    [Fact]
    public async Task Metrics_WhenATokenFailsAndRecovers_CountResultsAndStates()
    {
        await using var rig = new Rig();
        var seen = new ConcurrentBag<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == Pkcs11Instruments.MeterName)
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => seen.Add(instrument.Name));
        listener.Start();
        await rig.StartAsync();
        rig.Module.FailAt("C_Sign", (uint)Ckr.DeviceRemoved);
        await rig.SignAsync();
        listener.RecordObservableInstruments();

        Assert.Contains("hocbaso.hsm.signatures CKR_DEVICE_REMOVED", seen);
        Assert.Contains("hocbaso.hsm.signatures CKR_OK", seen);
        Assert.Contains("hocbaso.hsm.token.state_changes Recovering", seen);
        Assert.Contains("hocbaso.hsm.session.busy", seen);
        Assert.Contains("hocbaso.hsm.queue.length", seen);

        // Other tests' tokens report at the same time, so only ours count.
        void Note(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var values = tags.ToArray().ToDictionary(tag => tag.Key, tag => (string?)tag.Value);
            if (values["token"] == rig.Token().Label)
            {
                seen.Add(
                    $"{instrument.Name} {values.GetValueOrDefault("result") ?? values.GetValueOrDefault("state")}".TrimEnd()
                );
            }
        }
    }
}
