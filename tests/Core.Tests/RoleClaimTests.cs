// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core.Tests;

public sealed class RoleClaimTests
{
    [Theory]
    [InlineData("GVBM:TOAN")]
    [InlineData("GVCN")]
    [InlineData("CBQL")]
    [InlineData("PHAT_HANH")]
    public void TryParse_WhenWellFormed_RoundTrips(string text)
    {
        Assert.True(RoleClaim.TryParse(text, out var claim));
        Assert.Equal(text, claim.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("GVBM")]
    [InlineData("GVBM:")]
    [InlineData("GVBM:TO AN")]
    [InlineData("GVCN:TOAN")]
    [InlineData("GVCN:")]
    [InlineData("gvcn")]
    [InlineData("GVBM:TOÁN")]
    public void TryParse_WhenMalformed_IsFalse(string? text) => Assert.False(RoleClaim.TryParse(text, out _));

    [Fact]
    public void ClaimedRole_WhenSomebodyIsReplaced_SaysWhoAndHow()
    {
        var step = new SigningStep(new RoleClaim(SignerRole.Cbql), "phó")
        {
            OnBehalfOf = "Lê Thị Bích",
            Capacity = SigningCapacity.Kt,
        };

        Assert.Equal("CBQL;capacity=KT;on_behalf_of=Lê Thị Bích", step.ClaimedRole);
    }
}
