using PovertyPlatform.IdentityService.Domain;

namespace PovertyPlatform.IdentityServiceTests.Domain;

[Trait("speed", "fast")]
public class EntitlementTests
{
    private static readonly HeldRole Officer = new("poverty-officer", ["household:lists.draft", "household:households.read"], null, "04492", false);
    private static readonly HeldRole OfficerNextDoor = Officer with { CommuneCode = "04495" };
    private static readonly HeldRole Reader = new("province-officer", ["household:households.read", "reporting:reports.read"], "15", null, false);

    [Fact]
    public void NoWish_GivesEverythingHeld()
    {
        var given = Entitlement.Decide([Officer], []).Entitlement!;
        Assert.Equal(["household:households.read", "household:lists.draft"], given.Scopes);
        Assert.Equal(["poverty-officer"], given.Roles);
        Assert.Equal(["04492"], given.Area.Communes);
        Assert.Empty(given.Area.Provinces);
    }

    [Fact]
    public void Wish_Narrows() => Assert.Equal(["household:lists.draft"], Entitlement.Decide([Officer], ["household:lists.draft"]).Entitlement!.Scopes);

    [Fact]
    public void WishBeyondWhatIsHeld_IsRefusedAsAWhole()
    {
        var decision = Entitlement.Decide([Officer], ["household:lists.draft", "household:lists.recognise"]);
        Assert.Null(decision.Entitlement);
        Assert.Equal(Entitlement.Reason.ScopeNotHeld, decision.Refusal);
    }

    [Fact]
    public void NoGrantInForce_IsRefused() => Assert.Equal(Entitlement.Reason.NothingHeld, Entitlement.Decide([], ["household:lists.draft"]).Refusal);

    [Fact]
    public void SameRoleInTwoCommunes_CarriesBoth() =>
        Assert.Equal(["04492", "04495"], Entitlement.Decide([Officer, OfficerNextDoor], []).Entitlement!.Area.Communes);

    [Fact]
    public void ScopesHeldInDifferentAreas_NeverShareAToken()
    {
        // Drafting in one commune and reading in the province must not become drafting in the province.
        Assert.Equal(Entitlement.Reason.AreasDiffer, Entitlement.Decide([Officer, Reader], []).Refusal);
        var drafts = Entitlement.Decide([Officer, Reader], ["household:lists.draft"]).Entitlement!;
        Assert.Equal(["04492"], drafts.Area.Communes);
        Assert.Empty(drafts.Area.Provinces);
        Assert.Equal(["poverty-officer"], drafts.Roles);
        var reads = Entitlement.Decide([Officer, Reader], ["reporting:reports.read"]).Entitlement!;
        Assert.Equal(["15"], reads.Area.Provinces);
        Assert.Empty(reads.Area.Communes);
    }

    [Fact]
    public void Hamlets_AreNamedInsteadOfTheirCommune_AndAreNotNamedBesideIt()
    {
        var head = Officer with { GrantedHamlets = ["044920003", "044920001"] };
        var given = Entitlement.Decide([head], []).Entitlement!.Area;
        Assert.Equal(["044920001", "044920003"], given.Hamlets);
        Assert.Empty(given.Communes);
        Assert.Empty(Entitlement.Decide([head, Officer], []).Entitlement!.Area.Hamlets);
        // One scope in a hamlet and another in the commune do not share a token.
        Assert.Equal(Entitlement.Reason.AreasDiffer, Entitlement.Decide([head, OfficerNextDoor with { Scopes = ["household:reference.read"] }], []).Refusal);
    }

    [Fact]
    public void HomeProvince_IsTheOneInWhichAllAreasLie()
    {
        var officer = Officer with { CommuneProvince = "15" };
        Assert.Equal("15", Entitlement.Decide([officer, OfficerNextDoor with { CommuneProvince = "15" }], []).Entitlement!.HomeProvince);
        Assert.Null(Entitlement.Decide([officer, OfficerNextDoor with { CommuneProvince = "92" }], []).Entitlement!.HomeProvince);
        Assert.Equal("15", Entitlement.Decide([Reader], []).Entitlement!.HomeProvince);
        Assert.Null(Entitlement.Decide([Reader with { ProvinceCode = null, Nationwide = true }], []).Entitlement!.HomeProvince);
    }

    [Fact]
    public void NationwideGrant_CoversTheOthers()
    {
        var given = Entitlement.Decide([Reader, Reader with { ProvinceCode = null, Nationwide = true }], []).Entitlement!;
        Assert.True(given.Area.IsNationwide);
        Assert.Empty(given.Area.Provinces);
    }
}
