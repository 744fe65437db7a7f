// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pki;
using HocBaSo.Signing.Server.Configuration;

namespace HocBaSo.Signing.Server.Hosting;

/// <summary>Which authority the built-in status responder is.</summary>
internal static class BuiltInResponder
{
    private const string Path = "builtInStatusResponder";

    /// <summary>Null when there is none, or when something is wrong with it, which is then noted.</summary>
    public static StatusResponderIdentity? Load(SigningServerOptions options, ErrorList errors)
    {
        if (options.BuiltInStatusResponder is not { } builtIn)
        {
            return null;
        }
        CheckRevoked(builtIn.RevokedFile, errors);
        var certificates = CertificateFiles.Read(builtIn.CertificateFile, Path + ".certificate", errors);
        if (certificates is not [var certificate, ..])
        {
            return null;
        }
        CertificateFiles.RequireSigningKey(certificate, Path + ".certificate", errors);
        return new StatusResponderIdentity
        {
            KeyUri = builtIn.Key,
            Certificate = certificate,
            Algorithm = BuiltInAuthority.AlgorithmOf(certificate),
            Validity = TimeSpan.FromSeconds(builtIn.ValiditySeconds),
        };
    }

    private static void CheckRevoked(string file, ErrorList errors)
    {
        try
        {
            RevokedCertificates.Read(file);
        }
        catch (Exception e)
            when (e is IOException or InvalidDataException or UnauthorizedAccessException or ArgumentException)
        {
            errors.Add(Path + ".revoked", $"can't be used: {e.Message}");
        }
    }
}
