// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Callers;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Server.Tests.Callers;

public sealed class ConfiguredGrantsTests : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public void Dispose() => _key.Dispose();

    [Theory]
    [InlineData("t", "S1", "gv-toan", "GVBM:TOAN", true)]
    [InlineData("t", "S1", "gv-van", "GVBM:TOAN", true)]
    [InlineData("t", "S1", "gv-toan", "GVBM:VAN", false)]
    [InlineData("t", "S1", "gv-toan", "GVCN", false)]
    [InlineData("t", "S2", "gv-toan", "GVBM:TOAN", false)]
    [InlineData("t", "S1", "hieu-truong", "GVBM:TOAN", false)]
    [InlineData("t2", "S1", "gv-toan", "GVBM:TOAN", false)]
    [InlineData("t", "S2", "truong", "PHAT_HANH", true)]
    [InlineData("t", "S2", "truong-2", "PHAT_HANH", false)]
    [InlineData("t", "S1", "truong", "PHAT_HANH", false)]
    [InlineData("t", "S1", "gv-verify", "GVCN", false)]
    public void MaySign_WhenNotOneGrantNamesAllOfIt_IsFalse(
        string tenant,
        string school,
        string identity,
        string role,
        bool may
    )
    {
        var grants = Grants(
            new ClientGrant
            {
                Tenant = "t",
                Operations = CallerOperation.Sign,
                Schools = ["S1"],
                Identities = ["gv-*"],
                Roles = [new RoleGrant(SignerRole.Gvbm, ["TOAN"])],
            },
            new ClientGrant
            {
                Tenant = "t",
                Operations = CallerOperation.Sign | CallerOperation.Render,
                Schools = ["S2"],
                Identities = ["truong"],
                Roles = [new RoleGrant(SignerRole.PhatHanh, [])],
            },
            new ClientGrant
            {
                Tenant = "t",
                Operations = CallerOperation.Verify,
                Schools = ["*"],
                Identities = ["*"],
                Roles = [new RoleGrant(SignerRole.Gvcn, [])],
            }
        );
        Assert.True(RoleClaim.TryParse(role, out var claim));
        var asked = TestIdentity.Of(TestIdentity.SelfSigned(_key)) with
        {
            Tenant = tenant,
            School = school,
            Id = identity,
        };

        Assert.Equal(may, grants.MaySign("c", asked, claim));
        Assert.False(grants.MaySign("another", asked, claim));
    }

    [Fact]
    public void May_WhenAGrantNamesTheOperation_IsForItsTenantOnly()
    {
        var grants = Grants(new ClientGrant { Tenant = "t", Operations = CallerOperation.Verify });

        Assert.True(grants.May("c", CallerOperation.Verify, "t"));
        Assert.True(grants.May("c", CallerOperation.Verify, null));
        Assert.False(grants.May("c", CallerOperation.Verify, "t2"));
        Assert.False(grants.May("c", CallerOperation.Sign, "t"));
        Assert.False(grants.May("another", CallerOperation.Verify, null));
        Assert.True(grants.MayAll("c", CallerOperation.None, null));
        Assert.False(grants.MayAll("another", CallerOperation.None, null));
        Assert.False(grants.MayAll("c", CallerOperation.Verify | CallerOperation.Render, "t"));
    }

    [Theory]
    [InlineData("*", "anything", true)]
    [InlineData("abc*", "abc", true)]
    [InlineData("abc*", "abcd", true)]
    [InlineData("abc*", "ab", false)]
    [InlineData("abc", "abcd", false)]
    [InlineData("abc", "ABC", false)]
    public void Pattern_WhenTheNameBeginsAsItSays_Fits(string pattern, string name, bool fits) =>
        Assert.Equal(fits, NamePattern.FitsAny([pattern], name));

    [Theory]
    [InlineData("*", true)]
    [InlineData("79*", true)]
    [InlineData("gv-toan", true)]
    [InlineData("", false)]
    [InlineData("*a", false)]
    [InlineData("a*b", false)]
    [InlineData("**", false)]
    [InlineData("a b", false)]
    public void Pattern_WhenItsStarIsNotTheLast_IsNone(string text, bool isPattern) =>
        Assert.Equal(isPattern, NamePattern.IsPattern(text));

    private static ConfiguredGrants Grants(params ClientGrant[] grants) =>
        new([
            new ClientOptions
            {
                Id = "c",
                Certificates = [],
                Grants = grants,
            },
            new ClientOptions
            {
                Id = "another",
                Certificates = [],
                Grants = [],
            },
        ]);
}
