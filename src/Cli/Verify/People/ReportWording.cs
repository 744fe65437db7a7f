// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Cli;

/// <summary>What reports say, in the words of a language. All that it returns may be shown: what a file says is made visible.</summary>
internal sealed class ReportWording(ReportTexts texts, ReportClock clock)
{
    /// <summary>The plain texts.</summary>
    public ReportTexts Texts => texts;

    /// <summary>Puts values into the braces of a text.</summary>
    public static string Fill(string text, params ReadOnlySpan<object?> values) =>
        string.Format(CultureInfo.InvariantCulture, text, values);

    /// <summary>One plain sentence on a file, and one more when roles have not signed.</summary>
    public string Sentence(VerificationReport report)
    {
        var verdict = report switch
        {
            { Integrity: Integrity.Unsigned } => texts.FileUnsigned,
            { Integrity: Integrity.Unreadable } => texts.FileUnreadable,
            { Indication: Indication.TotalPassed } => Fill(texts.FilePassed, report.Signatures.Count),
            _ => Because(report.Indication, report.SubIndication),
        };
        if (IsGeneral(report))
        {
            return $"{verdict} {texts.FileIsGeneral}";
        }
        return LacksRoles(report) ? $"{verdict} {Fill(texts.FileLacksRoles, MissingRoles(report))}" : verdict;
    }

    /// <summary>One plain sentence on a signature.</summary>
    public string Sentence(SignatureReport signature) =>
        signature.Indication == Indication.TotalPassed
            ? (signature.IsDocumentTimestamp ? texts.DocumentTimestampPassed : texts.SignaturePassed)
            : Because(signature.Indication, signature.SubIndication);

    /// <summary>The sentence of a report: in this language where it is a common one, else as it stands.</summary>
    public string Told(string sentence) =>
        texts.Sentences.TryGetValue(sentence, out var told) ? told : VisibleText.Of(sentence);

    /// <summary>The verdict with the names of EN 319 102-1, for who has to look it up.</summary>
    public static string EtsiName(Indication indication, SubIndication sub) =>
        EtsiNames.Of(sub) is { } name ? $"{EtsiNames.Of(indication)}/{name}" : EtsiNames.Of(indication);

    /// <summary>True when a signature that the school level requires is not there.</summary>
    public static bool LacksRoles(VerificationReport report) =>
        report is { MissingRoles.Count: > 0, Integrity: not Integrity.Unreadable };

    /// <summary>True for XML that passed as what it is, which is not known: nothing tells what was put beside what is signed.</summary>
    public static bool IsGeneral(VerificationReport report) =>
        report is { Format: DocumentFormat.Xml, Profile: null, Indication: Indication.TotalPassed };

    /// <summary>The roles that have not signed.</summary>
    public string MissingRoles(VerificationReport report) =>
        report.MissingRoles.Count == 0 ? texts.None : string.Join(", ", report.MissingRoles.Select(RoleOf));

    /// <summary>The role of a signature as it claims it, with the person who is replaced.</summary>
    public string RoleOf(SignatureReport signature)
    {
        if (signature.IsDocumentTimestamp)
        {
            return texts.RoleDocumentTimestamp;
        }
        if (signature.Role is not { } claim)
        {
            return signature.ClaimedRole is { Length: > 0 } other
                ? Fill(texts.RoleUnknown, VisibleText.Of(other))
                : texts.NotStated;
        }
        // as SigningStep writes it: CBQL;capacity=KT;on_behalf_of=Nguyễn Văn An
        return signature.ClaimedRole?.Split(';', 3) switch
        {
            null or [_] => RoleOf(claim),
            [_, "capacity=KT", var person] => Fill(texts.OnBehalfAsDeputy, RoleOf(claim), Person(person)),
            [_, "capacity=SIGNED_IN_PLACE_OF", var person] => Fill(
                texts.OnBehalfInPlace,
                RoleOf(claim),
                Person(person)
            ),
            _ => $"{RoleOf(claim)} ({VisibleText.Of(signature.ClaimedRole!)})",
        };
    }

    /// <summary>The name of a role.</summary>
    public string RoleOf(RoleClaim claim) =>
        claim.Role switch
        {
            SignerRole.Gvbm => Fill(texts.RoleSubjectTeacher, VisibleText.Of(claim.Subject ?? "")),
            SignerRole.Gvcn => texts.RoleHomeroomTeacher,
            SignerRole.Cbql => texts.RoleManager,
            _ => texts.RoleSeal,
        };

    /// <summary>A time in the report's zone, or that none is stated.</summary>
    public string TimeOf(DateTimeOffset? time) => time is { } known ? clock.Show(known) : texts.NotStated;

    private string Because(Indication indication, SubIndication sub) =>
        Fill(texts.NotPassed, texts.Indications[indication], texts.SubIndications[sub]);

    private static string Person(string part)
    {
        const string name = "on_behalf_of=";
        return VisibleText.Of(part.StartsWith(name, StringComparison.Ordinal) ? part[name.Length..] : part);
    }
}
