// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server.Configuration;

/// <summary>Reads the members of the file that are about administration.</summary>
internal static class AdministrationReader
{
    public static AdministrationOptions Read(ConfigurationNode node)
    {
        var fallback = new AdministrationOptions();
        node.AllowOnly("dualControl", "changeExpiryHours", "minRemainingDays", "retireAfterDays");
        return new AdministrationOptions
        {
            DualControl = node.Choice("dualControl", fallback.DualControl, ("false", false), ("true", true)),
            ChangeExpiryHours = node.Number("changeExpiryHours", fallback.ChangeExpiryHours),
            MinRemainingDays = node.Number("minRemainingDays", fallback.MinRemainingDays),
            RetireAfterDays = node.Number("retireAfterDays", fallback.RetireAfterDays),
        };
    }
}
