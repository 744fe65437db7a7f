// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Cli.Tests;

public sealed class VerifyExitCodeTests
{
    private static readonly VerificationReport Passed = Report(Integrity.Intact, Indication.TotalPassed);
    private static readonly VerificationReport Failed = Report(Integrity.Broken, Indication.TotalFailed);
    private static readonly VerificationReport Unsigned = Report(Integrity.Unsigned, Indication.Indeterminate);
    private static readonly VerificationReport Untrusted = Report(Integrity.Intact, Indication.Indeterminate);
    private static readonly VerificationReport Unreadable = VerificationReport.Unreadable(null, "no");

    public static TheoryData<int, int[]> Cases =>
        new()
        {
            { 0, [0] },
            { 0, [0, 0] },
            { 1, [0, 1] },
            { 1, [2] },
            { 1, [3, 2, 0] },
            { 1, [3, 1] },
            { 2, [0, 3, 0] },
            { 3, [4] },
            { 3, [0, 1, 2, 3, 4] },
            { 3, [4, 3, 0] },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Value_WhenReportsAreMixed_IsTheGravest(int expected, int[] reports)
    {
        VerificationReport[] all = [Passed, Failed, Unsigned, Untrusted, Unreadable];
        var code = new VerifyExitCode();
        foreach (var report in reports)
        {
            code.Add(all[report]);
        }
        Assert.Equal(expected, code.Value);
    }

    private static VerificationReport Report(Integrity integrity, Indication indication) =>
        new() { Integrity = integrity, Indication = indication };
}
