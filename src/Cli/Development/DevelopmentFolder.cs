// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;

namespace HocBaSo.Signing.Cli;

/// <summary>Where the token, the certificates and the configuration of development lie.</summary>
/// <param name="path">The folder; <c>certs-dev</c> in a clone.</param>
internal sealed class DevelopmentFolder(string path)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerOnly | UnixFileMode.UserExecute;
    private const int PinOctets = 16;

    /// <summary>The folder, absolute.</summary>
    public string Root { get; } = Path.GetFullPath(path);

    /// <summary>SoftHSM's configuration file.</summary>
    public string SoftHsmConfiguration => In("softhsm2.conf");

    /// <summary>SoftHSM's storage.</summary>
    public string TokenFolder => In("softhsm");

    /// <summary>The user PIN.</summary>
    public string PinFile => In("pin");

    /// <summary>The security officer's PIN.</summary>
    public string SecurityOfficerPinFile => In("so-pin");

    /// <summary>The root of signers and the root of the time-stamping authority.</summary>
    public string TrustAnchors => In("trust-anchors.pem");

    /// <summary>The server's configuration.</summary>
    public string ServerConfiguration => In("signing-server.json");

    /// <summary>What the issuing authority has revoked; need not exist.</summary>
    public string Revoked => In("revoked.json");

    /// <summary>The server's journal.</summary>
    public string Journal => In("journal");

    /// <summary>Checkpoints of the server's journal, apart from it.</summary>
    public string Checkpoints => In("checkpoints");

    /// <summary>The certificate of an identity, then its issuers.</summary>
    public string CertificateOf(string identity) => Path.Combine(In("certs"), identity + ".pem");

    /// <summary>The authority of the certificates of mutual TLS: what <c>--ca</c> needs.</summary>
    public string TlsAuthority => Path.Combine(In("tls"), "ca.pem");

    /// <summary>The certificate of the server or of a client, for TLS.</summary>
    public string TlsCertificateOf(string id) => Path.Combine(In("tls"), id + ".pem");

    /// <summary>Its key.</summary>
    public string TlsKeyOf(string id) => Path.Combine(In("tls"), id + ".key");

    /// <summary>Makes the folders, the PINs and SoftHSM's configuration where they are missing.</summary>
    public void Create()
    {
        Directory.CreateDirectory(Root);
        Directory.CreateDirectory(In("certs"));
        CreatePrivateFolder(In("tls"));
        CreatePrivateFolder(TokenFolder);
        CreatePrivateFolder(Journal);
        CreatePrivateFolder(Checkpoints);
        CreatePin(PinFile);
        CreatePin(SecurityOfficerPinFile);
        AtomicFile.WriteIfChanged(
            SoftHsmConfiguration,
            $"directories.tokendir = {TokenFolder}\nobjectstore.backend = file\nlog.level = ERROR\nslots.removable = false\n"
        );
    }

    /// <summary>Keeps other processes from setting up the same folder at the same time; waits for its turn.</summary>
    public async Task<IDisposable> LockAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Root);
        while (true)
        {
            try
            {
                return new FileStream(In(".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(In(".lock")))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
            }
        }
    }

    /// <summary>Writes a file that only the owner can read, in place of the one that is there.</summary>
    public void WriteSecret(string file, string content)
    {
        File.Delete(file);
        WriteNewSecret(file, content);
    }

    private static void CreatePrivateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder); // inherits the profile's access list
        }
        else if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder, OwnerFolder);
        }
    }

    private static void CreatePin(string file)
    {
        if (!File.Exists(file))
        {
            WriteNewSecret(file, RandomNumberGenerator.GetHexString(PinOctets * 2, lowercase: true));
        }
    }

    private static void WriteNewSecret(string file, string content)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }
        using var writer = new StreamWriter(file, options);
        writer.Write(content);
    }

    private string In(string name) => Path.Combine(Root, name);
}
