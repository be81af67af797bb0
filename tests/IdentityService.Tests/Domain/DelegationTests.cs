using PovertyPlatform.IdentityService.Domain;

namespace PovertyPlatform.IdentityServiceTests.Domain;

[Trait("speed", "fast")]
public class DelegationTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);
    private static readonly GrantArea Country = new(true, null, null);
    private static readonly GrantArea Province = new(false, "15", null);
    private static readonly GrantArea Commune = new(false, "15", "04492");

    [Fact]
    public void Area_ContainsWhatLiesInIt()
    {
        GrantArea[] nested = [Country, Province, Commune];
        for (var outer = 0; outer < nested.Length; outer++)
            for (var inner = 0; inner < nested.Length; inner++)
                Assert.Equal(outer <= inner, nested[outer].Contains(nested[inner]));
        Assert.False(Province.Contains(new GrantArea(false, "92", "31120")));
        Assert.False(Commune.Meets(new GrantArea(false, "15", "04495")));
        Assert.True(Commune.Meets(Province));
    }

    [Fact]
    public void GrantThatEnded_PermitsNothing()
    {
        var wish = Grant("reviewer", Today, Today.AddDays(10));
        Assert.Null(Delegation.Permit(wish, [(Grant("commune-chair", Today, null), Chair)], Today));
        Assert.Equal("role-not-delegable", Delegation.Permit(wish, [(Grant("commune-chair", Today.AddYears(-1), Today.AddDays(-1)), Chair)], Today)?.Code);
        Assert.Equal("role-not-delegable", Delegation.Permit(wish, [(Grant("commune-chair", Today.AddDays(1), null), Chair)], Today)?.Code);
        var revoked = Grant("commune-chair", Today, null);
        revoked.RevokedAt = DateTimeOffset.UtcNow;
        Assert.Equal("role-not-delegable", Delegation.Permit(wish, [(revoked, Chair)], Today)?.Code);
    }

    [Fact]
    public void GrantLongerThanTheOwn_IsRefused() => Assert.Equal(
        "grant-outlives-grantor", Delegation.Outlives(Grant("reviewer", Today, Today.AddDays(11)), [(Grant("commune-chair", Today, Today.AddDays(10)), Chair)], Today)?.Code);

    [Fact]
    public void IncompatibleRoles_MeetOnlyWhereAndWhenTheyMeet()
    {
        IncompatibleRole[] rules = [new() { Role = "poverty-officer", OtherRole = "commune-chair", ReasonVi = "vi", ReasonEn = "en", ValidFrom = new DateOnly(2025, 7, 1), Confidence = "H" }];
        var wish = Grant("poverty-officer", Today, Today.AddDays(10));
        Assert.Equal("roles-incompatible", Delegation.Agree(wish, [Grant("commune-chair", Today.AddDays(10), null)], rules)?.Code);
        Assert.Null(Delegation.Agree(wish, [Grant("commune-chair", Today.AddDays(11), null)], rules));
        Assert.Equal("grant-exists", Delegation.Agree(wish, [Grant("poverty-officer", Today.AddDays(-5), null)], rules)?.Code);
        Assert.Null(Delegation.Agree(wish, [Grant("reviewer", Today, null)], rules));
    }

    [Fact]
    public void Hamlets_LieInTheirCommune_AndMeetWhereTheyShareOne()
    {
        GrantArea Hamlets(string codes) => Commune with { Hamlets = codes };
        var (one, both, third) = (Hamlets("044920001"), Hamlets("044920001 044920002"), Hamlets("044920002 044920003"));
        Assert.Equal("hamlet", one.Level);
        Assert.All([Country, Province, Commune, both], area => Assert.True(area.Contains(one)));
        Assert.All([one, both, third], area => Assert.False(area.Contains(Commune)));
        Assert.False(one.Contains(both));
        Assert.True(both.Meets(third));
        Assert.False(one.Meets(third));
        Assert.True(Commune.Meets(one));
    }

    [Fact]
    public void Hamlet_IsGivenByWhoHoldsTheCommune_NeverByWhoHoldsTheHamlet()
    {
        var wish = Grant("reviewer", Today, Today.AddDays(10), "044920001");
        Assert.Null(Delegation.Permit(wish, [(Grant("commune-chair", Today, null), Chair)], Today));
        Assert.Equal("area-outside", Delegation.Permit(wish, [(Grant("commune-chair", Today, null, "044920001"), Chair)], Today)?.Code);
        Assert.Equal("grant-outlives-grantor", Delegation.Outlives(wish, [(Grant("commune-chair", Today, null, "044920001"), Chair)], Today)?.Code);
    }

    private static Role Chair => new() { Code = "commune-chair", NameVi = "", NameEn = "", Scopes = [], Delegates = ["reviewer"], Confidence = "H" };

    private static RoleGrant Grant(string role, DateOnly from, DateOnly? to, params string[] hamlets) => new()
    {
        AccountId = Guid.Empty,
        RoleCode = role,
        CommuneCode = "04492",
        CommuneProvince = "15",
        Hamlets = hamlets,
        ValidFrom = from,
        ValidTo = to,
        GrantedBy = "test",
        GrantedAt = DateTimeOffset.UtcNow,
    };
}
