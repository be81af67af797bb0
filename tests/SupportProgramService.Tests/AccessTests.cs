using System.Net;
using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.SupportProgramService.Domain.Grants;
using PovertyPlatform.SupportProgramServiceTests.Domain;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.SupportProgramServiceTests;

/// <summary>Every endpoint, every other scope, every other area.</summary>
public class AccessTests(SupportHost host) : IClassFixture<SupportHost>
{
    private static readonly Guid Household = Guid.CreateVersion7();
    private static readonly Guid Grant = GrantIdentity.Of(Household, "CR-POOR");

    public static TheoryData<string, string, string> Endpoints() => new()
    {
        { "GET", "/v1/programmes", Scopes.EligibilityRead },
        { "GET", $"/v1/households/{Household}/eligibility", Scopes.EligibilityRead },
        { "GET", "/v1/grants", Scopes.EligibilityRead },
        { "GET", $"/v1/grants/{Grant}", Scopes.EligibilityRead },
        { "GET", "/v1/grants/summary", Scopes.EligibilityRead },
        { "POST", "/v1/evaluations", Scopes.OperationsManage },
        { "GET", $"/v1/evaluations/{Guid.Empty}", Scopes.OperationsManage },
    };

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task EveryOtherScope_IsRefused(string method, string path, string scope)
    {
        // A token for another service alone does not even reach the question of scope, so the operations scope or another of ours keeps the audience right.
        var others = TestActors.Everything.Without(scope);
        await (await Send(method, path, others)).ShouldBeRefused(HttpStatusCode.Forbidden, "scope-missing");
        await (await Send(method, path, TestActors.Everything.With(Scopes.HouseholdsRead))).ShouldBeRefused(HttpStatusCode.Unauthorized, "token-invalid");
        await (await Send(method, path, null)).ShouldBeRefused(HttpStatusCode.Unauthorized, "token-missing");
    }

    [Theory]
    [InlineData("92", null)]
    [InlineData("15", "04495")]
    [InlineData("92", "31153")]
    public async Task EveryOtherArea_SeesNothing(string province, string? commune)
    {
        await host.Tell(Told.Recognised(PovertyClass.Poor, Household, DateTimeOffset.UtcNow.UtcTicks));
        var stranger = commune is null ? TestActors.ProvinceOfficer.In(province) : TestActors.Officer.In(province, commune);
        await (await Send("GET", $"/v1/households/{Household}/eligibility", stranger)).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        await (await Send("GET", $"/v1/grants/{Grant}", stranger)).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        await (await Send("GET", "/v1/grants?communeCode=04492", stranger)).ShouldBeRefused(HttpStatusCode.Forbidden, "area-outside");
        await (await Send("GET", "/v1/grants/summary?areaCode=04492", stranger)).ShouldBeRefused(HttpStatusCode.Forbidden, "area-outside");
        await (await Send("GET", "/v1/grants/summary?areaCode=15", stranger)).ShouldBeRefused(HttpStatusCode.Forbidden, "area-outside");
        Assert.Equal(0, (await (await Send("GET", "/v1/grants", stranger)).ShouldBeOk()).GetProperty("items").GetArrayLength());
        Assert.Equal(0, (await (await Send("GET", "/v1/grants/summary", stranger)).ShouldBeOk()).GetProperty("granted").GetInt64());
    }

    [Fact]
    public async Task CallerWithoutAreas_SeesNothing()
    {
        await host.Tell(Told.Recognised(PovertyClass.Poor, Household, DateTimeOffset.UtcNow.UtcTicks));
        var nobody = TestActors.Officer with { Communes = [] };
        await (await Send("GET", $"/v1/households/{Household}/eligibility", nobody)).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        Assert.Equal(0, (await (await Send("GET", "/v1/grants", nobody)).ShouldBeOk()).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task OfficersOfTheArea_SeeTheGrant()
    {
        await host.Tell(Told.Recognised(PovertyClass.Poor, Household, DateTimeOffset.UtcNow.UtcTicks));
        foreach (var actor in new[] { TestActors.Officer, TestActors.ProvinceOfficer, TestActors.Everything })
        {
            Assert.Equal(Grant, (await (await Send("GET", $"/v1/grants/{Grant}", actor)).ShouldBeOk()).GetProperty("id").GetGuid());
            await (await Send("GET", "/v1/grants?communeCode=04492", actor)).ShouldBeOk();
        }
    }

    private async Task<HttpResponseMessage> Send(string method, string path, TestActor? actor)
    {
        using var client = host.ClientFor(actor);
        return await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), TestContext.Current.CancellationToken);
    }
}
