// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Xml.Tests.Verification;

/// <summary>A signed document, and what its attackers make of it.</summary>
public abstract class HostileSignature
{
    protected const string Data = "<Data Id=\"d\">Điểm 8.5</Data>";

    private protected readonly HandMade _maker = new();

    protected string Signed => _signed ??= Make(HandMade.Signature(HandMade.Reference(0, "#d", [HandMade.Exclusive])));

    private string? _signed;

    protected string Make(string signature)
    {
        var isSigned = signature.Contains("@D0@", StringComparison.Ordinal);
        return signature.Length > 900_000
            ? $"<r>{Data}{signature}</r>"
            : _maker.Sign($"<r>{Data}{signature}</r>", isSigned ? [new HandMadeReference("d")] : []);
    }

    protected static void AssertBroken(VerificationReport report, SubIndication? why = null)
    {
        Assert.Equal((Integrity.Broken, Indication.TotalFailed), (report.Integrity, report.Indication));
        Assert.Equal(why ?? report.SubIndication, report.SubIndication);
    }
}
