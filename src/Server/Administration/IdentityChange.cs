// SPDX-License-Identifier: Apache-2.0
using System.Text.Json.Serialization;

namespace HocBaSo.Signing.Server.Administration;

/// <summary>One change of an identity: a value that can wait for a second administrator.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="IdentityId">The identity.</param>
[JsonDerivedType(typeof(CreateIdentity), "create-identity")]
[JsonDerivedType(typeof(UpdateIdentity), "update-identity")]
[JsonDerivedType(typeof(GenerateKey), "generate-key")]
[JsonDerivedType(typeof(MakeRequest), "make-request")]
[JsonDerivedType(typeof(InstallCertificate), "install-certificate")]
[JsonDerivedType(typeof(ImportVersion), "import-version")]
[JsonDerivedType(typeof(ActivateVersion), "activate-version")]
[JsonDerivedType(typeof(RollBack), "roll-back")]
[JsonDerivedType(typeof(RetireVersion), "retire-version")]
[JsonDerivedType(typeof(SuspendVersion), "suspend-version")]
[JsonDerivedType(typeof(ResumeVersion), "resume-version")]
[JsonDerivedType(typeof(RevokeVersion), "revoke-version")]
internal abstract record IdentityChange(string Tenant, string IdentityId);
