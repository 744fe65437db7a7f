// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Storage;

/// <summary>How far apart commits begin that nobody but bulk appends wait for.</summary>
internal static class CommitSpacing
{
    // N documents in flight that wait up to N/16 ms longer at each of a few appends still pass at thousands a second, whatever N is.
    private static readonly TimeSpan PerOpenIntent = TimeSpan.FromMicroseconds(62.5);

    /// <summary>
    /// In proportion to the documents whose next append may come: one that is alone would wait for nobody. Less what the last commit
    /// took, which passes anyway and so counts twice: a slow disk, or a machine that is busy with other things, gathers company by
    /// itself, and there a wait would last longer than it was meant to.
    /// </summary>
    public static TimeSpan For(int openIntents, TimeSpan most, TimeSpan lastCommit)
    {
        TimeSpan spacing = openIntents * PerOpenIntent;
        return (spacing < most ? spacing : most) - lastCommit;
    }
}
