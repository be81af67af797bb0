using System.Net;
using System.Text.Json;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.HouseholdServiceTests.HouseholdEvents;

/// <summary>Numbers that do not fit are told to the officer and stop nothing; the population database is asked in the officer's name.</summary>
public class IdentityCheckTests(StandInHost host) : IClassFixture<StandInHost>
{
    [Theory]
    [InlineData("015326000111", "Female", "2026-04-04", "")]
    [InlineData("015226000112", "Female", "2026-04-04", "identity-disagrees")]
    [InlineData("015325000113", "Female", "2026-04-04", "identity-disagrees")]
    [InlineData("099326000114", "Female", "2026-04-04", "identity-place-unknown")]
    [InlineData("098226000115", "Female", "2026-04-04", "identity-disagrees identity-place-unknown")]
    [InlineData("132326000116", "Female", "2026-04-04", "")]
    [InlineData("012345678", "Female", "2026-04-04", "")]
    public async Task NumberThatDoesNotFit_IsRecordedWithAWarning(string number, string sex, string birthDate, string expected)
    {
        var (household, _) = await host.Register(1);
        var born = await host.Do(household, "births", new { child = new { fullName = "Giàng Thị Mẩy", relation = "child", sex, birthDate, identityNumber = number } });
        Assert.Equal(expected, Codes(born));
        Assert.DoesNotContain(number, born.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CorrectedBirthYear_IsComparedWithTheNumberOnRecord()
    {
        var (household, people) = await host.Register(1);
        object As(int year) => new { person = new { fullName = "Giàng A Páo", relation = "head", sex = "Male", birthYear = year }, reason = "Sai năm sinh", evidence = "2/CCCD" };
        Assert.Equal("identity-disagrees", Codes(await host.Do(household, $"members/{people[0]}/correction", As(1971))));
        Assert.Equal("", Codes(await host.Do(household, $"members/{people[0]}/correction", As(1980))));
    }

    [Theory]
    [InlineData("015326000220", "Matches", "")]
    [InlineData("015326000227", "Differs", "name")]
    [InlineData("015326000226", "Differs", "birthDate")]
    [InlineData("015326000228", "NotFound", "")]
    [InlineData("015326000229", "Unavailable", "")]
    public async Task PopulationDatabase_IsAskedInTheOfficersNameAndNothingStops(string number, string outcome, string differing)
    {
        var (household, _) = await host.Register(1);
        await host.Do(household, "births", new { child = new { fullName = "Giàng Thị Mẩy", relation = "child", sex = "Female", birthDate = "2026-04-04", identityNumber = number } });
        var child = (await host.Members(household))[1];
        var checkedNow = await (await host.Try($"households/{household}/members/{child}/population-check", new { procedureCode = "1.011607" })).ShouldBeOk();
        Assert.Equal((outcome, differing), (checkedNow.GetProperty("outcome").GetString()!, string.Join(' ', checkedNow.GetProperty("differing").EnumerateArray().Select(field => field.GetString()))));
        var kept = (await (await host.ClientFor(TestActors.Officer).GetAsync($"/v1/households/{household}/population-checks", TestContext.Current.CancellationToken)).ShouldBeOk()).GetProperty("items");
        Assert.Equal(checkedNow.GetProperty("id").GetGuid(), Assert.Single(kept.EnumerateArray()).GetProperty("id").GetGuid());
        Assert.Equal(1, await host.Scalar<long>("select count(*) from audit.entry where subject_id = $1 and action = 'household.population-check' and actor_id = $2 and purpose = '1.011607'", household, TestActors.Officer.Id));
        Assert.Equal(TestActors.Officer.Id, await host.Scalar<string>("select asked_by from population_check where household_id = $1", household));
    }

    [Fact]
    public async Task WithoutNumberOrProcedure_NobodyIsAsked()
    {
        var (household, people) = await host.Register(1);
        await host.Do(household, "births", new { child = new { fullName = "Giàng Thị Dợ", relation = "child", birthDate = "2026-04-04" } });
        var child = (await host.Members(household))[1];
        await (await host.Try($"households/{household}/members/{child}/population-check", new { procedureCode = "1.011607" })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "no-identity-number");
        await (await host.Try($"households/{household}/members/{people[0]}/population-check", new { procedureCode = " " })).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        await (await host.Try($"households/{household}/members/{Guid.NewGuid()}/population-check", new { procedureCode = "1.011607" })).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        Assert.Equal(0, await host.Scalar<long>("select count(*) from population_check where household_id = $1", household));
    }

    private static string Codes(JsonElement recorded) => recorded.TryGetProperty("warnings", out var warnings) ? string.Join(' ', warnings.EnumerateArray().Select(warning => warning.GetProperty("code").GetString()).Order(StringComparer.Ordinal)) : "";
}

/// <summary>The registry with the stand-in of the population database.</summary>
public sealed class StandInHost : EventHost
{
    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(base.Settings) { ["PopulationRegister:Kind"] = "stand-in" };
}
