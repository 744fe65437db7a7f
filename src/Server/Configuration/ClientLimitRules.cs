// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server.Configuration;

/// <summary>Reads the limits of a client, and says what they have to be.</summary>
internal static class ClientLimitRules
{
    /// <summary>Reads a <c>limits</c> member; an absent one gives no limits.</summary>
    public static ClientLimitOptions Read(ConfigurationNode node)
    {
        node.AllowOnly("requestsPerSecond", "documentsPerSecond", "inFlight", "streams", "maxDocumentBytes");
        return new ClientLimitOptions
        {
            RequestsPerSecond = node.Number("requestsPerSecond", 0),
            DocumentsPerSecond = node.Number("documentsPerSecond", 0),
            InFlight = node.Number("inFlight", 0),
            Streams = node.Number("streams", ClientLimitOptions.None.Streams),
            MaxDocumentBytes = node.Number("maxDocumentBytes", 0),
        };
    }

    /// <summary>Notes every value out of range.</summary>
    /// <param name="limits">The limits.</param>
    /// <param name="path">The path of the member, such as <c>clients[0].limits</c>.</param>
    /// <param name="errors">Where mistakes are noted.</param>
    public static void Check(ClientLimitOptions limits, string path, ErrorList errors)
    {
        Range(limits.RequestsPerSecond, 100_000, "requestsPerSecond");
        Range(limits.DocumentsPerSecond, 100_000, "documentsPerSecond");
        Range(limits.InFlight, 4096, "inFlight");
        Range(limits.Streams, 4096, "streams");
        Range(limits.MaxDocumentBytes, 256 << 20, "maxDocumentBytes");

        void Range(int value, int high, string name) =>
            errors.Require(value >= 0 && value <= high, $"{path}.{name}", $"is not within 0 (no limit) to {high}");
    }

    /// <summary>Notes a number of days that is out of range.</summary>
    public static void CheckDays(int days, string path, ErrorList errors) =>
        errors.Require(days is >= 0 and <= 36_500, path, "is not within 0 (no end) to 36500 days");
}
