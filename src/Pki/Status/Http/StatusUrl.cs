// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pki;

/// <summary>A place to ask.</summary>
/// <param name="Url">http or https.</param>
/// <param name="IsConfigured">True when an administrator wrote it, false when a certificate names it.</param>
internal sealed record StatusUrl(Uri Url, bool IsConfigured)
{
    /// <summary>What is shown and kept: without what a query may hold.</summary>
    public string Shown => Url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    /// <summary>Refuses what must not be asked whatever its address is.</summary>
    /// <exception cref="StatusException"><see cref="StatusFault.NotAllowed"/>.</exception>
    public void RequireAllowed(StatusHttpOptions options)
    {
        Require(Url.IsAbsoluteUri && Url.Scheme is "http" or "https", "The URL is neither http nor https.");
        Require(Url.UserInfo.Length == 0, "The URL carries a name or password.");
        Require(
            IsConfigured
                || options.AllowedHosts.Count == 0
                || options.AllowedHosts.Contains(Url.IdnHost, StringComparer.OrdinalIgnoreCase),
            "The host of the URL is not among those that are allowed."
        );
    }

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new StatusException(StatusFault.NotAllowed, otherwise);
        }
    }
}
