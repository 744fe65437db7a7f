// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Storage;

/// <summary>
/// A digest over all that is kept of an identity, or of a change: SQLite's own check sees the structure of its pages, not what is in
/// a certificate. It finds damage, not forgery.
/// </summary>
internal static class CatalogDigest
{
    public static byte[] Of(IdentityRecord identity)
    {
        using MemoryStream content = new();
        using BinaryWriter writer = new(content);
        var definition = identity.Definition;
        writer.Write(definition.Tenant);
        writer.Write(definition.Id);
        writer.Write(CatalogText.Of(definition.Kind));
        writer.Write(definition.School);
        writer.Write(definition.IsConfigured);
        writer.Write(identity.Revision);
        writer.Write(definition.Roles.Count);
        foreach (var role in definition.Roles)
        {
            writer.Write(CatalogText.Of(role.Role));
            writer.Write(string.Join(' ', role.Subjects));
        }
        writer.Write(identity.Versions.Count);
        foreach (var version in identity.Versions)
        {
            Write(writer, version);
        }
        return SHA256.HashData(content.ToArray());
    }

    public static byte[] Of(StoredChange change)
    {
        using MemoryStream content = new();
        using BinaryWriter writer = new(content);
        writer.Write(change.Id);
        writer.Write(change.Administrator);
        writer.Write(ColumnText.Of(change.At));
        writer.Write(ColumnText.Of(change.ExpiresAt));
        writer.Write(change.Operation);
        writer.Write(change.Tenant);
        writer.Write(change.IdentityId);
        writer.Write(change.Description);
        writer.Write(change.Revision);
        Write(writer, change.Content);
        return SHA256.HashData(content.ToArray());
    }

    private static void Write(BinaryWriter writer, IdentityVersion version)
    {
        writer.Write(version.Number);
        writer.Write(CatalogText.Of(version.State));
        writer.Write(version.KeyUri);
        writer.Write(ColumnText.Of(version.CreatedAt));
        writer.Write(ColumnText.Of(version.ChangedAt));
        Write(writer, version.CertificateRequest);
        Write(writer, version.ActivateAt is { } at ? ColumnText.Of(at) : null);
        Write(writer, version.ResumeState is { } state ? CatalogText.Of(state) : null);
        Write(writer, version.Reason);
        writer.Write(version.CertificateChain.Count);
        foreach (var certificate in version.CertificateChain)
        {
            Write(writer, certificate.RawDataMemory);
        }
    }

    private static void Write(BinaryWriter writer, string? text)
    {
        writer.Write(text is not null);
        writer.Write(text ?? "");
    }

    private static void Write(BinaryWriter writer, ReadOnlyMemory<byte> octets)
    {
        writer.Write(octets.Length);
        writer.Write(octets.Span);
    }
}
