// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Cli.Tests;

public sealed class StepSyntaxTests
{
    [Fact]
    public void Parse_WhenOnlyRoleAndIdentity_TakesThem()
    {
        Assert.Equal(
            new SigningStep(new RoleClaim(SignerRole.Gvbm, "TOAN"), "gv-toan.1"),
            StepSyntax.Parse("GVBM:TOAN=gv-toan.1")
        );
        Assert.Equal(
            new SigningStep(new RoleClaim(SignerRole.PhatHanh), "van_thu"),
            StepSyntax.Parse("PHAT_HANH=van_thu")
        );
    }

    [Fact]
    public void Parse_WhenSomebodyIsReplaced_TakesNameWithCommasAndLevel()
    {
        var step = StepSyntax.Parse("CBQL=pho-ht,capacity=KT,on-behalf-of=Ông Trần Văn Bình, Hiệu trưởng,level=T");

        Assert.Equal(SigningCapacity.Kt, step.Capacity);
        Assert.Equal("Ông Trần Văn Bình, Hiệu trưởng", step.OnBehalfOf);
        Assert.Equal(SignatureLevel.BaselineT, step.Level);
    }

    [Theory]
    [InlineData("GVCN")]
    [InlineData("=gvcn")]
    [InlineData("GVCN=")]
    [InlineData("GVBM=gv")]
    [InlineData("GVBM:=gv")]
    [InlineData("GVCN:TOAN=gv")]
    [InlineData("TEACHER=gv")]
    [InlineData("GVCN=a b")]
    [InlineData("GVCN=gv,color=red")]
    [InlineData("GVCN=gv,level=C")]
    [InlineData("GVCN=gv,capacity=BOSS,on-behalf-of=x")]
    [InlineData("GVCN=gv,capacity=KT")]
    [InlineData("GVCN=gv,on-behalf-of=x")]
    [InlineData("GVCN=gv,capacity=KT,on-behalf-of=")]
    public void Parse_WhenAPartIsWrong_SaysWhichStep(string text)
    {
        var fault = Assert.Throws<CommandException>(() => StepSyntax.Parse(text));

        Assert.StartsWith($"--step {text}: ", fault.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, fault.ExitCode);
    }
}
