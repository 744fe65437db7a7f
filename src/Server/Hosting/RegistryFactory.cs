// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pkcs11;
using HocBaSo.Signing.Server.Administration;
using HocBaSo.Signing.Storage;

namespace HocBaSo.Signing.Server.Hosting;

/// <summary>Opens the registry of identities.</summary>
internal static class RegistryFactory
{
    /// <summary>Opens the catalog's file and takes in what the configuration brings.</summary>
    /// <exception cref="SigningException">
    /// <see cref="SigningErrorKind.StorageFailed"/>: the journal or the catalog can't be used; journal and tokens are then closed.
    /// </exception>
    public static async Task<IdentityRegistry> OpenAsync(
        SigningServerOptions options,
        IdentitySettings settings,
        SqliteSigningJournal journal,
        Pkcs11DigestSigner tokens,
        ITokenAdministration keys,
        TimeProvider time,
        ILoggerFactory loggers
    )
    {
        try
        {
            return await IdentityRegistry.OpenAsync(
                new RegistryParts
                {
                    Settings = settings,
                    Store = SqliteIdentityCatalog.Open(new CatalogOptions { Path = options.CatalogPath }),
                    Journal = journal,
                    Tokens = keys,
                    Signer = tokens,
                    Time = time,
                    Log = new RegistryLog(loggers.CreateLogger<RegistryLog>()),
                }
            );
        }
        catch
        {
            await tokens.DisposeAsync();
            await journal.DisposeAsync();
            throw;
        }
    }
}
