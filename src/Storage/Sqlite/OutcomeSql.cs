// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Storage;

/// <summary>How an outcome is found: by its intent's sequence; one of before schema 5 by what it shares with its intent.</summary>
internal static class OutcomeSql
{
    /// <summary>The sequence of the outcome of the intent <c>i</c>; NULL when it has none.</summary>
    public const string OfIntent = """
        coalesce(
          (SELECT sequence FROM outcome WHERE intent_sequence = i.sequence),
          (SELECT sequence FROM outcome WHERE intent_sequence IS NULL AND tenant = i.tenant AND caller = i.caller
             AND request_id = i.request_id AND attempt = i.attempt AND step = i.step))
        """;

    /// <summary>The attempts of a request whose intents are in an archive and whose outcomes aren't.</summary>
    public const string AttemptsOfArchived = """
        SELECT attempt FROM outcome INDEXED BY outcome_of_before
        WHERE intent_sequence IS NULL AND tenant = $tenant AND caller = $caller AND request_id = $request_id
        UNION ALL SELECT attempt FROM outcome
        WHERE intent_sequence <= (SELECT max(last_sequence) FROM archive)
          AND tenant = $tenant AND caller = $caller AND request_id = $request_id
        """;
}
