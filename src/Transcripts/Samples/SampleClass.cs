// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace HocBaSo.Signing.Transcripts;

/// <summary>
/// Makes the transcripts of one class of a made-up school. Equal arguments give equal bytes on every machine; nobody in
/// them exists.
/// </summary>
public static class SampleClass
{
    /// <summary>The most pupils of one call.</summary>
    public const int MaxStudents = 100_000;

    /// <summary>The school and class of a seed: names and codes for identities, and the subjects for GVBM steps.</summary>
    public static SampleSchool School(SchoolLevel level, int seed) => SampleSchoolBuilder.Build(level, seed);

    /// <summary>The transcripts, one after another, made while they are enumerated.</summary>
    /// <param name="level">The level.</param>
    /// <param name="students">1 to <see cref="MaxStudents"/>.</param>
    /// <param name="seed">Which class.</param>
    /// <param name="mapping">The names to write; null for <see cref="ElementMapping.Default"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="students"/> is out of range.</exception>
    public static IEnumerable<SampleTranscript> Generate(
        SchoolLevel level,
        int students,
        int seed,
        ElementMapping? mapping = null
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(students, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(students, MaxStudents);
        return Transcripts(School(level, seed), students, seed, mapping ?? ElementMapping.Default);
    }

    /// <summary>32 hex characters that depend on the arguments only.</summary>
    internal static string LookupCode(SchoolLevel level, int seed, string what) =>
        Convert.ToHexStringLower(Digest(level, seed, what).AsSpan(0, 16));

    internal static byte[] Digest(SchoolLevel level, int seed, string what) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"hoc-ba-so sample|{SchoolLevels.NameOf(level)}|{seed}|{what}"));

    private static IEnumerable<SampleTranscript> Transcripts(
        SampleSchool school,
        int students,
        int seed,
        ElementMapping mapping
    )
    {
        var pupils = new SamplePupilBuilder(school, seed);
        for (var number = 1; number <= students; number++)
        {
            var transcript = pupils.Next(number);
            var name = string.Create(
                CultureInfo.InvariantCulture,
                $"{SchoolLevels.NameOf(school.Level)}-{school.ClassName}-{number:D3}.xml"
            );
            yield return new SampleTranscript(name, TranscriptWriter.Write(transcript, mapping), transcript);
        }
    }
}
