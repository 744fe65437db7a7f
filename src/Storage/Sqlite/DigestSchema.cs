// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Storage;

/// <summary>
/// Schema 6: the intents of all signatures of a request are written at once, and those that sign over signatures still to be made can't
/// name their digest yet: the outcome does. Outcomes of before have none there, so that they hash to what they did.
/// </summary>
internal static class DigestSchema
{
    public const string Sql = "ALTER TABLE outcome ADD COLUMN digest_to_sign BLOB;";
}
