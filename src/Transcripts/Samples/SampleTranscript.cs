// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Transcripts;

/// <summary>One made-up transcript.</summary>
/// <param name="FileName">A name without folder, ASCII, such as <c>thcs-7A1-001.xml</c>.</param>
/// <param name="Xml">The document: unsigned, with PhatHanh and an empty DSCKS.</param>
/// <param name="Transcript">Its content.</param>
public sealed record SampleTranscript(string FileName, byte[] Xml, Transcript Transcript)
{
    /// <summary>
    /// Who has to sign it, in order, under <see cref="SchoolLevelRules.Default"/>: at tiểu học 3, at THCS 16, at THPT 15.
    /// </summary>
    public IReadOnlyList<RoleClaim> Claims
    {
        get
        {
            var rule = SchoolLevelRules.Default.Find(Transcript.Header.Level)!;
            return
            [
                .. rule
                    .Roles.Where(static r => r.IsRequired)
                    .SelectMany(r =>
                        r.Role == SignerRole.Gvbm
                            ? Transcript.Subjects.Select(static s => new RoleClaim(SignerRole.Gvbm, s.Code))
                            : [new RoleClaim(r.Role)]
                    ),
            ];
        }
    }
}
