// SPDX-License-Identifier: Apache-2.0
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using HocBaSo.Signing.Core;
using Wire = HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Mapping;

/// <summary>Writes identities as messages.</summary>
internal static class IdentityAnswers
{
    /// <summary>One identity.</summary>
    /// <param name="record">As the registry keeps it.</param>
    /// <param name="withContents">With the requests and chains of its versions.</param>
    public static Wire.Identity Identity(IdentityRecord record, bool withContents)
    {
        var identity = new Wire.Identity
        {
            Tenant = record.Definition.Tenant,
            Definition = Definition(record.Definition),
            ActiveVersion = record.Active?.Number ?? 0,
            Configured = record.Definition.IsConfigured,
            Revision = record.Revision,
        };
        identity.Versions.AddRange(record.Versions.Select(version => Version(version, withContents)));
        return identity;
    }

    public static Wire.IdentityVersion Version(IdentityVersion version, bool withContents)
    {
        var message = new Wire.IdentityVersion
        {
            Number = version.Number,
            State = AdministrationEnums.Write(version.State),
            KeyUri = version.KeyUri,
            CreatedAt = version.CreatedAt.ToTimestamp(),
            ChangedAt = version.ChangedAt.ToTimestamp(),
            ActivateAt = version.ActivateAt?.ToTimestamp(),
            ResumeState = AdministrationEnums.Write(version.ResumeState),
            Reason = version.Reason ?? "",
            Certificate = version.CertificateChain is [var signing, ..] ? CertificateAnswers.Summary(signing) : null,
        };
        if (withContents)
        {
            message.CertificateRequest = UnsafeByteOperations.UnsafeWrap(version.CertificateRequest);
            message.CertificateChain.AddRange(
                version.CertificateChain.Select(static c => UnsafeByteOperations.UnsafeWrap(c.RawDataMemory))
            );
        }
        return message;
    }

    private static Wire.IdentityDefinition Definition(IdentityDefinition definition)
    {
        var message = new Wire.IdentityDefinition
        {
            Identity = definition.Id,
            Kind = AdministrationEnums.Write(definition.Kind),
            School = definition.School,
        };
        foreach (var grant in definition.Roles)
        {
            var role = new Wire.RoleGrant { Role = WireEnums.Write(grant.Role) };
            role.Subjects.AddRange(grant.Subjects);
            message.Roles.Add(role);
        }
        return message;
    }
}
