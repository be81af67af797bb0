using System.Net;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.PartnerServiceTests.Grants;

public class ReadGrantTests(PartnerHost host)
{
    private const string RegistryToken = "Bearer token-for-the-registry";
    private readonly string _commune = Told.NewCommune();
    private readonly Guid _household = Guid.CreateVersion7();
    private readonly Guid _list = Guid.CreateVersion7();

    [Fact]
    public async Task Details_HoldWhatABankNeedsAndNothingElse()
    {
        var granted = Told.Granted(_commune, household: _household, list: _list);
        await host.Tell(Told.Recognised(_commune, _household, list: _list), granted);
        host.Registry.Knows(_household, "Giàng Thị Mỷ");
        using var answer = await Read(granted.SubjectId);
        var details = await answer.ShouldBeOk();
        Assert.True(answer.Headers.CacheControl!.NoStore);

        Assert.Equal("Granted", details.GetProperty("state").GetString());
        Assert.Equal(granted.EventId, details.GetProperty("eventId").GetGuid());
        var decision = details.GetProperty("decision");
        Assert.Equal(("118/QĐ-UBND", 2026, "25/QĐ-UBND"),
            (decision.GetProperty("number").GetString(), decision.GetProperty("reviewYear").GetInt32(), decision.GetProperty("replacesNumber").GetString()));
        var household = details.GetProperty("household");
        Assert.Equal(("Poor", "NearPoor", "2022-2026"),
            (household.GetProperty("class").GetString(), household.GetProperty("previousClass").GetString(), household.GetProperty("standardCode").GetString()));
        Assert.Equal("Rural", details.GetProperty("place").GetProperty("areaType").GetString());
        Assert.True(details.GetProperty("place").GetProperty("isEspeciallyDifficultArea").GetBoolean());
        Assert.True(details.GetProperty("flags").GetProperty("isPreferentialGroup").GetBoolean());
        var result = details.GetProperty("result");
        Assert.Equal((100_000_000L, 660m, 120),
            (result.GetProperty("capVnd").GetInt64(), result.GetProperty("interestBasisPoints").GetDecimal(), result.GetProperty("maxTermMonths").GetInt32()));
        var persons = details.GetProperty("representatives");
        Assert.Equal("Giàng Thị Mỷ", persons.GetProperty("head").GetProperty("fullName").GetString());
        Assert.Equal(2, persons.GetProperty("adults").GetArrayLength());
        var law = details.GetProperty("law");
        Assert.Contains("91/2025/QH15", law.GetProperty("legalBasis").GetString(), StringComparison.Ordinal);
        Assert.Equal(("G17.15.01", "P3"), (law.GetProperty("recipient").GetString(), law.GetProperty("classification").GetString()));

        var text = details.GetRawText();
        Assert.DoesNotContain("thnic", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Mông", text, StringComparison.Ordinal);
        Assert.DoesNotContain("points\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Registry_IsAskedWithTheTokenThatTheCallerHasForIt()
    {
        var granted = Told.Granted(_commune, household: _household);
        await host.Tell(granted);
        host.Registry.Knows(_household, "Giàng Thị Mỷ");
        await (await Read(granted.SubjectId)).ShouldBeOk();
        var asked = Assert.Single(host.Registry.Asked, asked => asked.Path == $"/v1/households/{_household}/representatives");
        Assert.Equal(RegistryToken, asked.Authorization);
    }

    [Fact]
    public async Task Reading_IsRecordedAndNoPersonIsStored()
    {
        var granted = Told.Granted(_commune, household: _household);
        await host.Tell(granted);
        host.Registry.Knows(_household, "Giàng Thị Mỷ Độc Nhất");
        await (await Read(granted.SubjectId)).ShouldBeOk();
        Assert.Equal($"{Bank.Id} grant.read {_commune} credit-grants", await host.Scalar<string>(
            "select concat_ws(' ', client_id, action, commune_code, purpose) from audit.entry where subject_id = $1", granted.SubjectId));
        foreach (var table in new[] { "eligibility_grant", "household", "feed_event", "audit.entry", "idempotency.answer" })
            Assert.Equal(0, await host.Scalar<long>($"select count(*) from {table} t where t::text like '%Độc Nhất%' or t::text like '%015184000123%'"));
    }

    [Fact]
    public async Task WithoutATokenForTheRegistry_NobodyIsNamed()
    {
        var granted = Told.Granted(_commune, household: _household);
        await host.Tell(granted);
        host.Registry.Knows(_household, "Giàng Thị Mỷ");
        using var answer = await host.ClientFor(Bank).GetAsync($"/v1/grants/{granted.SubjectId}", TestContext.Current.CancellationToken);
        var details = await answer.ShouldBeOk();
        Assert.False(details.TryGetProperty("representatives", out _));
        Assert.Equal("P1", details.GetProperty("law").GetProperty("classification").GetString());
        Assert.DoesNotContain(host.Registry.Asked, asked => asked.Path.Contains(_household.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("Basic abc")]
    [InlineData("Bearer two tokens")]
    [InlineData("Bearer \"quoted\"")]
    public async Task HeaderThatIsNoToken_IsNotPassedOn(string header)
    {
        var granted = Told.Granted(_commune, household: _household);
        await host.Tell(granted);
        await (await Read(granted.SubjectId, header)).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.DoesNotContain(host.Registry.Asked, asked => asked.Path.Contains(_household.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task RegistryAway_IsSaidSoWithATimeToRetry()
    {
        var granted = Told.Granted(_commune, household: _household);
        await host.Tell(granted);
        host.Registry.Answers(_household, HttpStatusCode.NotImplemented);
        using var answer = await Read(granted.SubjectId);
        await answer.ShouldBeRefused(HttpStatusCode.ServiceUnavailable, "unavailable");
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    [Fact]
    public async Task RegistryRefusing_IsARefusal()
    {
        var granted = Told.Granted(_commune, household: _household);
        await host.Tell(granted);
        host.Registry.Answers(_household, HttpStatusCode.Forbidden);
        await (await Read(granted.SubjectId)).ShouldBeRefused(HttpStatusCode.Forbidden, "representatives-refused");
    }

    [Fact]
    public async Task EndedGrant_NamesNobody()
    {
        var granted = Told.Granted(_commune, household: _household);
        await host.Tell(granted);
        await host.Tell(Told.Withdrawn(_commune, granted.SubjectId, 2, _household));
        var expired = Told.Granted(_commune, validTo: new DateOnly(2026, 1, 31));
        await host.Tell(expired);
        host.Registry.Knows(_household, "Giàng Thị Mỷ");
        host.Registry.Knows(expired.HouseholdId, "Giàng Thị Mỷ");
        var details = await (await Read(granted.SubjectId)).ShouldBeOk();
        Assert.False(details.TryGetProperty("representatives", out _));
        Assert.Equal(("2026-11-23", "121/QĐ-UBND", "118/QĐ-UBND"), (details.GetProperty("validity").GetProperty("withdrawnOn").GetString(),
            details.GetProperty("decision").GetProperty("withdrawalNumber").GetString(), details.GetProperty("decision").GetProperty("number").GetString()));
        Assert.Equal("P1", details.GetProperty("law").GetProperty("classification").GetString());
        Assert.False((await (await Read(expired.SubjectId)).ShouldBeOk()).TryGetProperty("representatives", out _));
        Assert.DoesNotContain(host.Registry.Asked, asked => asked.Path.Contains(_household.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task GrantOfAnotherArea_IsNotFound()
    {
        var granted = Told.Granted(_commune, household: _household);
        await host.Tell(granted);
        foreach (var stranger in new[] { TestActors.Bank.In("92"), TestActors.Bank.In("15", "04495"), TestActors.Bank with { Provinces = [] } })
            await (await host.ClientFor(stranger).GetAsync($"/v1/grants/{granted.SubjectId}", TestContext.Current.CancellationToken)).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        Assert.Equal(0, await host.Scalar<long>("select count(*) from audit.entry where subject_id = $1 and action <> 'access.refused'", granted.SubjectId));
    }

    [Theory]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("not-a-grant")]
    public async Task NoGrant_IsNotFound(string id) =>
        await (await host.ClientFor(Bank).GetAsync($"/v1/grants/{id}", TestContext.Current.CancellationToken)).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");

    private TestActor Bank => Told.BankOf(_commune);

    private async Task<HttpResponseMessage> Read(Guid grant, string registryToken = RegistryToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/grants/{grant}");
        request.Headers.TryAddWithoutValidation("Registry-Authorization", registryToken);
        return await host.ClientFor(Bank).SendAsync(request);
    }
}
