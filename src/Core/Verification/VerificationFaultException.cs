// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>A signature can't be read further: its form is broken, or asks for what is refused. Never leaves the verifier.</summary>
public sealed class VerificationFaultException(Integrity integrity, SubIndication subIndication, string reason)
    : Exception(reason)
{
    /// <summary>Broken or unsupported.</summary>
    public Integrity Integrity => integrity;

    /// <summary>Why.</summary>
    public SubIndication SubIndication => subIndication;

    /// <summary>A rule of form is broken.</summary>
    public static VerificationFaultException Format(string reason) => Failed(SubIndication.FormatFailure, reason);

    /// <summary>Something does not verify.</summary>
    public static VerificationFaultException Failed(SubIndication why, string reason) =>
        new(Integrity.Broken, why, reason);

    /// <summary>What is not computed here.</summary>
    public static VerificationFaultException Unsupported(string reason, SubIndication why = SubIndication.Generic) =>
        new(Integrity.Unsupported, why, reason);

    /// <summary>What the reader refused, with its place.</summary>
    public static VerificationFaultException From(SigningException refusal)
    {
        var reason = Spell(refusal);
        return refusal.Kind == SigningErrorKind.UnsupportedFormat ? Unsupported(reason) : Format(reason);
    }

    /// <summary>The sentence with the offset.</summary>
    public static string Spell(SigningException refusal) =>
        refusal.Field is { } place ? $"{refusal.Message} ({place})" : refusal.Message;
}
