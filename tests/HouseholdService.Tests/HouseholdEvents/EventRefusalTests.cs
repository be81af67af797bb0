using System.Net;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.HouseholdServiceTests.HouseholdEvents;

/// <summary>Impossible states of a household: each command that would make one is refused with the reason in two languages and its legal source, and changes nothing.</summary>
public class EventRefusalTests(EventHost host) : IClassFixture<EventHost>
{
    private static readonly string[] Heads = ["head", "head"];

    [Fact]
    public async Task Registration_WithoutOrWithTwoHeads_WithNobodyOrTooMany_IsRefused()
    {
        object With(string on, params object[] members) => new { communeCode = "04492", hamlet = "Bản Từ Chối", on, reason = "Mới đến ở", members };
        object Person(string relation, int year = 1980, string? number = null) => new { fullName = $"Lò Văn {relation}", relation, sex = "Male", birthYear = year, identityNumber = number };
        var before = await host.Scalar<long>("select count(*) from household");
        await Refused("head-unclear", null, "households", With("2026-01-10", Person("spouse")));
        await Refused("head-unclear", null, "households", With("2026-01-10", [.. Heads.Select(relation => Person(relation))]));
        await Refused("nobody-lives-there", null, "households", With("2026-01-10"));
        await Refused("too-many-members", null, "households", With("2026-01-10", [Person("head"), .. Enumerable.Range(0, 99).Select(_ => Person("other"))]));
        await Refused("head-is-minor", null, "households", With("2026-01-10", Person("head", 2015), Person("other")));
        await Refused("born-later", null, "households", With("2020-01-10", Person("head"), Person("child", 2021)));
        await Refused("date-in-future", null, "households", With("2999-01-10", Person("head")));
        // One person stands twice in one household, or in two.
        await Refused("identity-elsewhere", null, "households", With("2026-01-10", Person("head", 1980, "015080000771"), Person("other", 1980, "015080000771")), status: HttpStatusCode.Conflict);
        await (await host.Try("households", With("2026-01-10", Person("head", 1980, "015080000772")))).ShouldBeOk();
        await Refused("identity-elsewhere", null, "households", With("2026-02-10", Person("head", 1981, "015080000772")), status: HttpStatusCode.Conflict);
        Assert.Equal(before + 1, await host.Scalar<long>("select count(*) from household"));
    }

    [Fact]
    public async Task Split_ToNothingOrFromNothing_OrWithoutOneHead_IsRefused()
    {
        var (household, people) = await host.Register(3);
        object[] Going(params (Guid Member, string Relation)[] going) => [.. going.Select(one => (object)new { memberId = one.Member, relation = one.Relation })];
        object Split(object[] members, Guid? head = null, string on = "2026-03-01") => new { on, members, newHeadId = head, reason = "Tách hộ", evidence = "1/TH" };
        var path = $"households/{household}/split";
        await Refused("nobody-goes", household, path, Split([]));
        await Refused("nobody-stays", household, path, Split(Going((people[0], "head"), (people[1], "other"), (people[2], "other"))));
        await Refused("head-unclear", household, path, Split(Going((people[1], "other"))));
        await Refused("head-unclear", household, path, Split(Going((people[1], "head"), (people[2], "head"))));
        await Refused("head-needed", household, path, Split(Going((people[0], "head"))));
        await Refused("two-heads", household, path, Split(Going((people[1], "head")), people[2]));
        await Refused("dates-out-of-order", household, path, Split(Going((people[1], "head")), on: "2025-12-31"));
        await Refused("date-in-future", household, path, Split(Going((people[1], "head")), on: "2999-01-01"));
    }

    [Fact]
    public async Task TwoHeads_OtherCommunes_TheSameHouseholdAndTheDead_AreRefused()
    {
        var (household, people) = await host.Register(2);
        var (other, others) = await host.Register(2);
        await Refused("two-heads", household, $"households/{household}/births", new { child = new { fullName = "Lò Thị Bé", relation = "head", birthDate = "2026-02-02" } });
        await Refused("two-heads", household, $"households/{household}/head", new { newHeadId = people[1], relationOfOld = "head", on = "2026-02-02" });
        await Refused("is-head-already", household, $"households/{household}/head", new { newHeadId = people[0], on = "2026-02-02" });
        await Refused("two-heads", household, $"households/{household}/merger", new { joiningId = other, on = "2026-02-02", members = new[] { new { memberId = others[0], relation = "head" } }, evidence = "1/NH" });
        await Refused("same-household", household, $"households/{household}/merger", new { joiningId = household, on = "2026-02-02", evidence = "1/NH" });
        await Refused("same-household", household, $"households/{household}/marriages", new { memberId = people[1], spouseHouseholdId = household, spouseId = people[0], relation = "spouse", on = "2026-02-02" });
        await Refused("dates-out-of-order", household, $"households/{household}/deaths", new { memberId = people[1], on = "2025-06-01" });
        await host.Do(other, "closing", new { on = "2026-03-01", reason = "Đi khỏi địa phương", evidence = "1/BB" });
        await Refused("household-closed", other, $"households/{other}/births", new { child = new { fullName = "Lò Thị Muộn", relation = "child", birthDate = "2026-02-02" } });
        await Refused("household-closed", household, $"households/{household}/merger", new { joiningId = other, on = "2026-04-02", evidence = "1/NH" });
    }

    [Theory]
    [InlineData("Male", "2006-06-02", "2026-06-01", "too-young-to-marry")]
    [InlineData("Male", "2006-06-01", "2026-06-01", null)]
    [InlineData("Female", "2008-06-02", "2026-06-01", "too-young-to-marry")]
    [InlineData("Female", "2008-06-01", "2026-06-01", null)]
    public async Task Marriage_NeedsTwentyYearsOfAManAndEighteenOfAWoman(string sex, string born, string on, string? code)
    {
        var (into, grooms) = await host.Register(2);
        var (from, _) = await host.Register(1);
        await host.Do(from, "births", new { child = new { fullName = "Giàng Trẻ", relation = "child", sex, birthDate = born } });
        var young = (await host.Members(from))[1];
        var wish = new { memberId = young, spouseHouseholdId = into, spouseId = grooms[1], relation = "child-in-law", on, evidence = "9/KH" };
        if (code is null)
            await host.Do(from, "marriages", wish);
        else
            await Refused(code, from, $"households/{from}/marriages", wish);
    }

    private async Task Refused(string code, Guid? household, string path, object body, HttpStatusCode status = HttpStatusCode.UnprocessableEntity)
    {
        var before = household is null ? "" : await State(household.Value);
        using var answer = await host.Try(path, body, household);
        var problem = await answer.ShouldBeRefused(status, code);
        Assert.NotEmpty(problem.GetProperty("legalSource").GetString()!);
        Assert.NotEqual(problem.GetProperty("title").GetString(), problem.GetProperty("detail").GetString());
        Assert.Equal(before, household is null ? "" : await State(household.Value));
    }

    private Task<string> State(Guid household) => host.Scalar<string>(
        "select (select to_jsonb(h)::text from household h where id = $1) || coalesce((select string_agg(to_jsonb(m)::text, '|' order by id) from member m where household_id = $1), '')", household);
}
