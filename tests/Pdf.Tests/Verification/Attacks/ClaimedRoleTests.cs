// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pdf.Tests.Verification.Attacks;

/// <summary>The role that the signer claims has to be that of the field, also when a replacement is claimed with it.</summary>
public sealed class ClaimedRoleTests
{
    [Theory]
    [InlineData("CBQL", "CBQL")]
    [InlineData("CBQL", "CBQL;capacity=KT;on_behalf_of=Nguyễn Văn An")]
    [InlineData("GVBM-TOAN", "GVBM:TOAN;capacity=SIGNED_IN_PLACE_OF;on_behalf_of=Đỗ Thị Bình")]
    public void Verify_WhenTheRoleIsThatOfTheField_TellsIt(string field, string role)
    {
        var pdf = new HandSigned { FieldName = field, ClaimedRole = role }.Build();

        Attack.RequireIntact(pdf);
        var signature = Assert.Single(Attack.Verifier.Verify(pdf, Attack.Context).Signatures);
        Assert.Equal(role.Split(';')[0], signature.Role?.ToString());
        Assert.Equal(role, signature.ClaimedRole);
    }

    [Theory]
    [InlineData("GVCN")]
    [InlineData("GVCN;capacity=KT;on_behalf_of=Nguyễn Văn An")]
    [InlineData("PHAT_HANH;capacity=KT;on_behalf_of=Nguyễn Văn An")]
    public void Verify_WhenAnotherRoleIsClaimed_IsBroken(string role) =>
        Attack.RequireBroken(
            new HandSigned { FieldName = "CBQL", ClaimedRole = role }.Build(),
            SubIndication.SigConstraintsFailure,
            $"The signer claims the role {role.Split(';')[0]}, and the field is that of CBQL."
        );
}
