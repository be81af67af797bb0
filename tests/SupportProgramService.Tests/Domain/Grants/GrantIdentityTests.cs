using PovertyPlatform.SupportProgramService.Domain.Grants;

namespace PovertyPlatform.SupportProgramServiceTests.Domain.Grants;

public class GrantIdentityTests
{
    [Fact]
    public void SameHouseholdAndProgramme_HaveOneIdForEver() =>
        Assert.Equal(
            new Guid("01990000-0000-848b-a393-c2ca17781c6b"), GrantIdentity.Of(new Guid("01990000-0000-7000-8000-000000000001"), "CR-POOR"));

    [Fact]
    public void OtherProgrammeOrHousehold_HasAnotherId()
    {
        var household = Guid.CreateVersion7();
        var ids = new[] { "CR-POOR", "CR-NEARPOOR", "CR-ESCAPED" }.SelectMany(code => new[] { household, Guid.CreateVersion7() }.Select(id => GrantIdentity.Of(id, code)));
        Assert.Equal(6, ids.Distinct().Count());
    }

    [Fact]
    public void Id_IsAVersion8UuidThatSortsWithItsHousehold()
    {
        var household = Guid.CreateVersion7();
        var id = GrantIdentity.Of(household, "CR-POOR");
        Assert.Equal((8, household.ToString()[..13]), (id.Version, id.ToString()[..13]));
        Assert.InRange(id.Variant, 8, 11);
    }
}
