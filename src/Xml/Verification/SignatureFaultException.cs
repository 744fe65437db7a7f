// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Xml.Verification;

/// <summary>A signature can't be read further: its form is broken, or asks for what is refused. Never leaves the verifier.</summary>
internal sealed class SignatureFaultException(Integrity integrity, SubIndication subIndication, string reason)
    : Exception(reason)
{
    public Integrity Integrity => integrity;

    public SubIndication SubIndication => subIndication;

    /// <summary>A rule of form is broken.</summary>
    public static SignatureFaultException Format(string reason) =>
        new(Integrity.Broken, SubIndication.FormatFailure, reason);

    /// <summary>An algorithm or transform that is not run here.</summary>
    public static SignatureFaultException Unsupported(string reason) =>
        new(Integrity.Unsupported, SubIndication.Generic, reason);
}
