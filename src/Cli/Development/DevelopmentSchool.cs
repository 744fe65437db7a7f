// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pkcs11;
using HocBaSo.Signing.Transcripts;

namespace HocBaSo.Signing.Cli;

/// <summary>The people of a made-up school and its seal, as identities of the server.</summary>
internal sealed class DevelopmentSchool
{
    /// <summary>The school whose class the demo signs; the same for every class that is made of it.</summary>
    public const int Seed = 1;

    private readonly string _prefix;

    /// <summary>The school of a level.</summary>
    public DevelopmentSchool(SchoolLevel level)
    {
        School = SampleClass.School(level, Seed);
        _prefix = SchoolLevels.NameOf(level);
        Identities = [.. SubjectTeachers(), .. Others()];
    }

    /// <summary>Names and codes.</summary>
    public SampleSchool School { get; }

    /// <summary>Everybody who signs, and the seal; or those of them that are needed, with the keys that are wanted.</summary>
    public IReadOnlyList<DevelopmentIdentity> Identities { get; init; }

    /// <summary>The step that signs as a role.</summary>
    public SigningStep StepOf(RoleClaim claim) =>
        new(
            claim,
            claim.Role switch
            {
                SignerRole.Gvbm => TeacherOf(claim.Subject!),
                SignerRole.Gvcn => Id("gvcn"),
                SignerRole.Cbql => Id("hieu-truong"),
                _ => Id("van-thu"),
            }
        );

    private IEnumerable<DevelopmentIdentity> SubjectTeachers() =>
        School.Subjects.Select(subject => new DevelopmentIdentity(
            TeacherOf(subject.Code),
            School.Teachers[subject.Code].FullName,
            subject.Name,
            IdentityKind.Person,
            [new RoleGrant(SignerRole.Gvbm, [subject.Code])]
        ));

    private IEnumerable<DevelopmentIdentity> Others() =>
        [
            Person("gvcn", School.HomeroomTeacher.FullName, $"Lớp {School.ClassName}", SignerRole.Gvcn),
            Person("hieu-truong", School.Principal.FullName, "Ban giám hiệu", SignerRole.Cbql),
            Person("pho-hieu-truong", "Đỗ Thị Bích Ngọc", "Ban giám hiệu", SignerRole.Cbql),
            Seal("van-thu", KeyKind.EcP256),
            // The law's other scheme, RSASSA-PSS, for whoever wants to see it.
            Seal("van-thu-rsa", KeyKind.Rsa2048),
        ];

    private DevelopmentIdentity Person(string id, string name, string unit, SignerRole role) =>
        new(Id(id), name, unit, IdentityKind.Person, [new RoleGrant(role, [])]);

    private DevelopmentIdentity Seal(string id, KeyKind key) =>
        new(Id(id), School.Name, "", IdentityKind.Organisation, [new RoleGrant(SignerRole.PhatHanh, [])], key);

    private string TeacherOf(string subject) => Id("gv-" + subject.ToLowerInvariant());

    private string Id(string name) => $"{_prefix}-{name}";
}
