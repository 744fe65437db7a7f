// SPDX-License-Identifier: Apache-2.0
using System.Globalization;

namespace HocBaSo.Signing.Server.Administration;

/// <summary>The start: what is kept, and what the configuration file brings.</summary>
internal sealed partial class IdentityRegistry
{
    private async Task LoadAsync()
    {
        _parts.Store.Forget(_parts.Time.GetUtcNow() - AnsweredRequests.Window);
        var content = _parts.Store.Load();
        var state = new RegistryState
        {
            Changes = [.. content.Changes],
            Marks = [.. content.Marks],
            Answered = content.Answered.Aggregate(new AnsweredRequests(), static (all, one) => all.With(one)),
        };
        foreach (var identity in content.Identities)
        {
            var (tenant, id) = (identity.Definition.Tenant, identity.Definition.Id);
            // Of a tenant that the file no longer names nothing may change, not even by the clock.
            var isServed =
                _parts.Settings.Anchors.ContainsKey(tenant)
                && (!identity.Definition.IsConfigured || _parts.Settings.Identities.ContainsKey((tenant, id)));
            if (isServed)
            {
                state = state.With(identity);
                continue;
            }
            _unserved.Add((tenant, id), identity);
            _parts.Log.NotServed(tenant, id);
        }
        Swap(await TakeInAsync(state));
    }

    // The file may hold thousands of identities: one commit each would make the first start long.
    private async Task<RegistryState> TakeInAsync(RegistryState state)
    {
        var intake = new ConfigurationIntake(_parts.Time.GetUtcNow());
        foreach (var configured in _parts.Settings.Identities.Values)
        {
            intake.Take(configured, state.Find(configured.Definition.Tenant, configured.Definition.Id));
        }
        await Task.WhenAll(intake.Events.Select(entry => _parts.Journal.AppendAsync(entry).AsTask()));
        _parts.Store.Save(intake.Changed);
        foreach (var (identity, named) in intake.NotInForce)
        {
            var (tenant, id) = (identity.Definition.Tenant, identity.Definition.Id);
            var inForce = identity.Active?.Number.ToString(CultureInfo.InvariantCulture) ?? "none";
            _parts.Log.NotInForce(tenant, id, named, inForce);
        }
        // One line however many they are: after rotations by administrators this is every start of every identity of the file.
        if (intake.NotInForce.Count > 0)
        {
            _parts.Log.FileNotInForce(intake.NotInForce.Count);
        }
        return intake.All.Aggregate(state, static (all, identity) => all.With(identity));
    }
}
