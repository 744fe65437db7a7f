// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pkcs11;
using HocBaSo.Signing.Pki;
using HocBaSo.Signing.Transcripts;

namespace HocBaSo.Signing.Cli;

/// <summary>
/// Token, keys, certificates and the server's configuration of development. Idempotent: what is there and good stays.
/// </summary>
internal static class DevelopmentSetup
{
    private const string Root = "ca-root";
    private const string TimestampRoot = "tsa-root";
    private const string Tsa = "tsa";
    private const string Issuing = "ca-issuing";
    private const string JournalSeal = "journal-seal";

    // The default HTTP port; a server on another one is asked because its configuration says built-in.
    private static readonly StatusPointers Status = new(
        [new Uri("http://127.0.0.1:5441/ocsp")],
        [new Uri("http://127.0.0.1:5441/crl")]
    );

    /// <summary>Sets up a folder for the schools of all levels.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="time">Decides which certificates are renewed.</param>
    /// <param name="cancellationToken">Gives up between two keys.</param>
    /// <exception cref="CommandException">SoftHSM is missing, or its token can't be used.</exception>
    public static Task PrepareAsync(DevelopmentFolder folder, TimeProvider time, CancellationToken cancellationToken) =>
        PrepareAsync(
            folder,
            [.. SchoolLevels.All.Select(static level => new DevelopmentSchool(level))],
            time,
            cancellationToken
        );

    /// <summary>Sets up a folder for certain schools.</summary>
    /// <exception cref="CommandException">SoftHSM is missing, or its token can't be used.</exception>
    public static async Task PrepareAsync(
        DevelopmentFolder folder,
        IReadOnlyList<DevelopmentSchool> schools,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        using var turn = await folder.LockAsync(cancellationToken);
        try
        {
            // The token's calls block; whoever waits for this is not to be held up.
            await Task.Run(() => Prepare(folder, schools, time, cancellationToken), cancellationToken);
        }
        catch (Pkcs11Exception e)
        {
            throw new CommandException(
                $"the token in {folder.TokenFolder} can't be used: {e.Message}. Empty {folder.Root} to begin anew.",
                ExitCode.Fault
            );
        }
    }

    private static void Prepare(
        DevelopmentFolder folder,
        IReadOnlyList<DevelopmentSchool> schools,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var token = DevelopmentToken.Prepare(folder);
        using var keys = TokenKeys.Open(token);
        var authority = new DevelopmentAuthority(folder, keys, time);
        var root = authority.Root(Root, "CN=HBS Development Root CA, O=HBS Development, C=VN");
        var (issuing, issuingKey) = authority.Issuing(
            Issuing,
            "CN=HBS Development Issuing CA, O=HBS Development, C=VN",
            root,
            Status
        );
        var tsaRoot = authority.Root(TimestampRoot, "CN=HBS Development TSA Root CA, O=HBS Development, C=VN");
        var tsaKey = authority.TimestampAuthority(Tsa, "CN=HBS Development TSA, O=HBS Development, C=VN", tsaRoot);
        new DevelopmentTls(folder, authority).Prepare();
        var journalKey = authority.JournalSeal(JournalSeal, "HBS Development Journal", root);
        var configuration = new ServerConfigurationFile(folder, token, tsaKey);
        foreach (var school in schools)
        {
            foreach (var identity in school.Identities)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var key = authority.Signer(identity, school.School.Name, issuing);
                configuration.Add(identity, school.School.Code, key);
            }
        }
        AtomicFile.WriteIfChanged(
            folder.TrustAnchors,
            File.ReadAllText(folder.CertificateOf(Root)) + File.ReadAllText(folder.CertificateOf(TimestampRoot))
        );
        configuration.Write(Root, TimestampRoot, Tsa, (Issuing, issuingKey), (JournalSeal, journalKey));
    }
}
